#pragma once

#include "operations/catalogue.hpp"

namespace alioth::operations {

/// The reference lists: boundaries, gases, regions, categories, datasets.
std::vector<Operation> list_operations();

/// Everything under `alioth data`.
std::vector<Operation> data_operations();

/// A list of rows as the schema of a result.
nlohmann::json rows_schema(nlohmann::json more_properties = nlohmann::json::object());

}  // namespace alioth::operations
