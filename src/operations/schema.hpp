#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace alioth::operations {

/// Checks `parameters` against an input schema (the part of JSON Schema 2020-12 that the catalogue uses:
/// type, enum, minimum, maximum, items, required, no other properties) and fills in defaults. Errors:
/// Fault::usage, with the nearest valid choice.
nlohmann::json validated(const nlohmann::json& schema, const nlohmann::json& parameters);

/// The value that a word of the command line means for a property: numbers, booleans, comma-separated lists.
nlohmann::json from_text(const std::string& name, const nlohmann::json& property, const std::string& text);

/// Builders for the catalogue.
nlohmann::json object_schema(nlohmann::json properties, const std::vector<std::string>& required = {});
nlohmann::json text_property(const std::string& description, const std::string& description_zh);
nlohmann::json choice_property(const std::string& description, const std::string& description_zh,
                               const std::vector<std::string>& choices);
nlohmann::json integer_property(const std::string& description, const std::string& description_zh,
                                int minimum, int maximum);
nlohmann::json flag_property(const std::string& description, const std::string& description_zh);
nlohmann::json list_property(const std::string& description, const std::string& description_zh,
                             const std::vector<std::string>& choices = {});

}  // namespace alioth::operations
