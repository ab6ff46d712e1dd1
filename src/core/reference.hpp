#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"

/// The tables of data/reference/, embedded when the library is built (cmake/EmbedReference.cmake).
/// All views into them live as long as the program.
namespace alioth::reference {

extern const std::string_view regions, groups, gases, gwp, categories, category_map, outlines, units;

using Row = std::vector<std::string_view>;

/// The fields of one line. A field in quotation marks may hold commas; data/make/reference.py writes no other
/// escapes.
inline Row split_line(std::string_view line) {
    Row fields;
    for (std::size_t at = 0; at <= line.size();) {
        const bool quoted = at < line.size() && line[at] == '"';
        const std::size_t from = quoted ? at + 1 : at;
        std::size_t to = line.find(quoted ? '"' : ',', from);
        if (to == std::string_view::npos) to = line.size();
        fields.push_back(line.substr(from, to - from));
        at = to + (quoted ? 2 : 1);
    }
    return fields;
}

/// The rows of an embedded table without its header, each of as many fields as the header has.
/// Throws Fault::internal for a ragged row: the table is ours.
inline std::vector<Row> rows(std::string_view table, std::string_view name) {
    std::vector<Row> result;
    std::size_t columns = 0;
    for (std::size_t line = 1; !table.empty(); ++line) {
        const std::size_t end = std::min(table.find('\n'), table.size());
        Row fields = split_line(table.substr(0, end));
        table.remove_prefix(std::min(end + 1, table.size()));
        if (columns == 0) {
            columns = fields.size();
            continue;
        }
        if (fields.size() != columns)
            throw Error(Fault::internal, {.what = "a row of the wrong width",
                                          .where = std::string(name) + ", line " + std::to_string(line),
                                          .found = std::to_string(fields.size()) + " fields",
                                          .expected = std::to_string(columns),
                                          .mend = ""});
        result.push_back(std::move(fields));
    }
    return result;
}

/// Splits a field of several values; an empty field has none.
inline Row split_list(std::string_view field, std::string_view separator) {
    Row parts;
    while (!field.empty()) {
        const std::size_t end = std::min(field.find(separator), field.size());
        if (end > 0) parts.push_back(field.substr(0, end));
        field.remove_prefix(std::min(end + separator.size(), field.size()));
    }
    return parts;
}

}  // namespace alioth::reference
