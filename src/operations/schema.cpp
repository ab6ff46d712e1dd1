#include "operations/schema.hpp"

#include <charconv>
#include <cmath>

#include "core/error.hpp"

namespace alioth::operations {

namespace {

using nlohmann::json;

[[noreturn]] void refuse(const std::string& name, std::string found, std::string expected) {
    throw Error(Fault::usage, {.what = "wrong value",
                               .where = "--" + name,
                               .found = std::move(found),
                               .expected = std::move(expected)});
}

std::vector<std::string> strings(const json& list) {
    std::vector<std::string> result;
    for (const auto& item : list) result.push_back(item.get<std::string>());
    return result;
}

std::string type_of(const json& property) {
    return property.value("type", "string");
}

const char* name_of_type(const std::string& type) {
    if (type == "integer") return "a whole number";
    if (type == "number") return "a number";
    if (type == "boolean") return "true or false";
    if (type == "array") return "a list";
    return "a text";
}

bool has_type(const json& value, const std::string& type) {
    if (type == "integer") return value.is_number_integer();
    if (type == "number") return value.is_number();
    if (type == "boolean") return value.is_boolean();
    if (type == "array") return value.is_array();
    return value.is_string();
}

void check_range(const std::string& name, const json& property, double value) {
    const double low = property.value("minimum", -HUGE_VAL), high = property.value("maximum", HUGE_VAL);
    if (value >= low && value <= high) return;
    const auto text = [](const json& bound) { return bound.dump(); };
    refuse(name, json(value).dump(),
           "from " + text(property.value("minimum", json("..."))) + " to " +
               text(property.value("maximum", json("..."))));
}

void check(const std::string& name, const json& property, const json& value) {
    const std::string type = type_of(property);
    if (!has_type(value, type)) refuse(name, value.dump(), name_of_type(type));
    if (value.is_number()) check_range(name, property, value.get<double>());
    if (value.is_array()) {
        if (value.empty()) refuse(name, "nothing", "at least one value");
        for (const auto& item : value) check(name, property.at("items"), item);
    }
    if (!property.contains("enum")) return;
    const auto choices = strings(property.at("enum"));
    const auto word = value.get<std::string>();
    if (std::find(choices.begin(), choices.end(), word) == choices.end())
        throw_unknown("value of --" + name, word, choices);
}

template <typename Number>
Number parsed(const std::string& name, const std::string& text, const char* expected) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) refuse(name, "\"" + text + "\"", expected);
    return number;
}

json described(const char* type, const std::string& description, const std::string& description_zh) {
    return {{"type", type}, {"description", description}, {"x-description-zh", description_zh}};
}

}  // namespace

json validated(const json& schema, const json& parameters) {
    const json& properties = schema.at("properties");
    std::vector<std::string> names;
    for (const auto& [name, property] : properties.items()) names.push_back(name);
    json result = json::object();
    for (const auto& [name, value] : parameters.items()) {
        if (!properties.contains(name)) throw_unknown("option", name, names);
        check(name, properties.at(name), value);
        result[name] = value;
    }
    for (const auto& [name, property] : properties.items()) {
        if (!result.contains(name) && property.contains("default")) result[name] = property.at("default");
    }
    for (const auto& required : schema.value("required", json::array())) {
        if (result.contains(required.get<std::string>())) continue;
        throw Error(Fault::usage,
                    {.what = "missing " + required.get<std::string>(),
                     .expected = properties.at(required.get<std::string>()).value("description", "")});
    }
    return result;
}

json from_text(const std::string& name, const json& property, const std::string& text) {
    const std::string type = type_of(property);
    if (type == "integer") return parsed<std::int64_t>(name, text, "a whole number");
    if (type == "number") return parsed<double>(name, text, "a number");
    if (type == "boolean") {
        if (text == "true") return true;
        if (text == "false") return false;
        refuse(name, "\"" + text + "\"", "true or false");
    }
    if (type != "array") return text;
    json list = json::array();
    std::size_t begin = 0;
    while (begin <= text.size()) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        if (end > begin) list.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return list;
}

json object_schema(json properties, const std::vector<std::string>& required) {
    json schema = {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                   {"type", "object"},
                   {"properties", properties.is_null() ? json::object() : std::move(properties)},
                   {"additionalProperties", false}};
    if (!required.empty()) schema["required"] = required;
    return schema;
}

json text_property(const std::string& description, const std::string& description_zh) {
    return described("string", description, description_zh);
}

json choice_property(const std::string& description, const std::string& description_zh,
                     const std::vector<std::string>& choices) {
    json property = described("string", description, description_zh);
    property["enum"] = choices;
    return property;
}

json integer_property(const std::string& description, const std::string& description_zh, int minimum,
                      int maximum) {
    json property = described("integer", description, description_zh);
    property["minimum"] = minimum;
    property["maximum"] = maximum;
    return property;
}

json flag_property(const std::string& description, const std::string& description_zh) {
    return described("boolean", description, description_zh);
}

json list_property(const std::string& description, const std::string& description_zh,
                   const std::vector<std::string>& choices) {
    json property = described("array", description, description_zh);
    property["items"] = {{"type", "string"}};
    if (!choices.empty()) property["items"]["enum"] = choices;
    return property;
}

}  // namespace alioth::operations
