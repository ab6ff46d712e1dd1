#pragma once

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "operations/catalogue.hpp"
#include "support/data_folder.hpp"
#include "support/expect.hpp"
#include "support/program.hpp"

namespace alioth::operations::testing {

using namespace alioth::testing;
using nlohmann::json;

/// The shipped tables, opened once for a whole executable and only read.
inline Context& shared_context() {
    static Context context(ShippedHome::get().options());
    return context;
}

inline json result_of(const std::string& operation, const json& parameters,
                      Context& context = shared_context()) {
    return json::parse(run(context, operation, parameters).to_json());
}

/// The program's environment for a home; `shipped` empty: the tables of the source tree.
inline Environment environment_of(const std::filesystem::path& home,
                                  const std::filesystem::path& shipped = {}) {
    return {{"ALIOTH_HOME", home.string()},
            {"ALIOTH_DATA", shipped.empty() ? ShippedHome::data().string() : shipped.string()}};
}

/// What of `value` a schema does not allow, by the keywords that the catalogue uses; empty when all is well.
inline std::string violation(const json& schema, const json& value, const std::string& where = "result") {
    const auto is = [&](const std::string& type) {
        if (type == "object") return value.is_object();
        if (type == "array") return value.is_array();
        if (type == "string") return value.is_string();
        if (type == "integer") return value.is_number_integer();
        if (type == "number") return value.is_number();
        if (type == "boolean") return value.is_boolean();
        return type == "null" && value.is_null();
    };
    if (schema.contains("type")) {
        const json types =
            schema.at("type").is_array() ? schema.at("type") : json::array({schema.at("type")});
        bool any = false;
        for (const auto& type : types) any = any || is(type.get<std::string>());
        if (!any)
            return where + " is of another type than " + types.dump() + ": " + value.dump().substr(0, 80);
    }
    if (schema.contains("enum") &&
        std::find(schema.at("enum").begin(), schema.at("enum").end(), value) == schema.at("enum").end())
        return where + " is none of " + schema.at("enum").dump();
    if (value.is_array() && schema.contains("items")) {
        for (std::size_t i = 0; i < value.size(); ++i) {
            if (auto fault = violation(schema.at("items"), value[i], where + "[" + std::to_string(i) + "]");
                !fault.empty())
                return fault;
        }
    }
    if (!value.is_object()) return {};
    for (const auto& name : schema.value("required", json::array())) {
        if (!value.contains(name.get<std::string>())) return where + " has no " + name.get<std::string>();
    }
    const json properties = schema.value("properties", json::object());
    for (const auto& [name, item] : value.items()) {
        if (!properties.contains(name)) {
            if (!schema.value("additionalProperties", true))
                return where + " has " + name + ", which the schema does not know";
            continue;
        }
        if (auto fault = violation(properties.at(name), item, where + "." + name); !fault.empty())
            return fault;
    }
    return {};
}

}  // namespace alioth::operations::testing
