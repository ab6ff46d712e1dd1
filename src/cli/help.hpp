#pragma once

#include <ostream>

#include "cli/arguments.hpp"

namespace alioth::cli {

/// What `alioth --help` prints.
void print_overview(Language language, std::ostream& out);

/// Help of one operation, made from its schema.
void print_help(const operations::Operation& operation, Language language, std::ostream& out);

/// The commands of a group: "data".
void print_group(const std::string& group, Language language, std::ostream& out);

/// A completion script for bash or zsh (through bashcompinit), made from the catalogue.
void print_completion(std::ostream& out);

/// A man page in roff, made from the catalogue.
void print_man_page(std::ostream& out);

}  // namespace alioth::cli
