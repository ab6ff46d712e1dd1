#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/text.hpp"
#include "operations/catalogue.hpp"

namespace alioth::cli {

enum class Format { table, json, csv, markdown };

/// The options that every command has.
struct CommonOptions {
    Format format = Format::table;
    Language language = Language::en;
    std::string database;
    std::string report;  ///< folder; only of panorama
    bool quiet = false;
    bool help = false;
};

struct CommonOption {
    std::string name, value;  ///< value: what it takes, empty for a flag
    Text description;
};
const std::vector<CommonOption>& common_options();

/// A command line taken apart.
struct Command {
    const operations::Operation* operation = nullptr;  ///< null: only --help, --version or nothing
    nlohmann::json parameters = nlohmann::json::object();
    CommonOptions common;
    bool version = false;
    std::string topic;  ///< group asked about without a command of it: "data"
};

/// Errors: Fault::usage with the nearest command or option.
Command parse(const std::vector<std::string>& arguments);

/// The language of `--lang`, else of ALIOTH_LANG, LC_ALL or LANG.
Language usual_language();

}  // namespace alioth::cli
