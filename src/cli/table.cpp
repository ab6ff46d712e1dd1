#include "cli/table.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>

#include "formats/csv.hpp"

namespace alioth::cli {

namespace {

constexpr std::size_t gap = 2;

/// Next code point of a UTF-8 text; broken bytes count as themselves.
std::uint32_t next_code_point(std::string_view text, std::size_t& at) {
    const auto byte = static_cast<unsigned char>(text[at++]);
    int more = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : byte >= 0xc0 ? 1 : 0;
    std::uint32_t code = more == 3 ? byte & 7u : more == 2 ? byte & 15u : more == 1 ? byte & 31u : byte;
    for (; more > 0 && at < text.size(); --more)
        code = code << 6 | (static_cast<unsigned char>(text[at++]) & 63u);
    return code;
}

bool is_wide(std::uint32_t c) {
    return (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf) || (c >= 0xac00 && c <= 0xd7a3) ||
           (c >= 0xf900 && c <= 0xfaff) || (c >= 0xfe30 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff60) ||
           (c >= 0xffe0 && c <= 0xffe6) || (c >= 0x20000 && c <= 0x3fffd);
}

bool looks_numeric(const std::string& text) {
    return text.empty() || text == "-" || std::isdigit(static_cast<unsigned char>(text.front())) ||
           ((text.front() == '+' || text.front() == '-') && text.size() > 1 &&
            std::isdigit(static_cast<unsigned char>(text[1])));
}

std::string padded(const std::string& text, std::size_t width, bool right) {
    const std::size_t used = display_width(text);
    const std::string blanks(width > used ? width - used : 0, ' ');
    return right ? blanks + text : text + blanks;
}

std::vector<std::string_view> lines_of(std::string_view cell) {
    std::vector<std::string_view> lines;
    for (std::size_t begin = 0; begin <= cell.size();) {
        const std::size_t end = std::min(cell.find('\n', begin), cell.size());
        lines.push_back(cell.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

std::string without_end_blanks(std::string line) {
    while (!line.empty() && line.back() == ' ') line.pop_back();
    return line;
}

}  // namespace

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::uint32_t c = next_code_point(text, at);
        const bool combining = c >= 0x300 && c <= 0x36f;
        width += combining ? 0 : is_wide(c) ? 2 : 1;
    }
    return width;
}

std::vector<bool> Table::numeric_columns() const {
    std::vector<bool> numeric(header_.size(), true);
    for (const auto& row : rows_) {
        for (std::size_t i = 0; i < row.size(); ++i) numeric[i] = numeric[i] && looks_numeric(row[i]);
    }
    return numeric;
}

void Table::print(std::ostream& out) const {
    const auto numeric = numeric_columns();
    std::vector<std::size_t> widths;
    for (const auto& title : header_) widths.push_back(display_width(title));
    for (const auto& row : rows_) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            for (const auto part : lines_of(row[i])) widths[i] = std::max(widths[i], display_width(part));
        }
    }
    const auto line = [&](const std::vector<std::string>& cells) {
        std::vector<std::vector<std::string_view>> parts;
        std::size_t height = 1;
        for (const auto& cell : cells) height = std::max(height, parts.emplace_back(lines_of(cell)).size());
        for (std::size_t at = 0; at < height; ++at) {
            std::string text;
            for (std::size_t i = 0; i < cells.size(); ++i) {
                const std::string part(at < parts[i].size() ? parts[i][at] : std::string_view());
                text += std::string(i ? gap : 0, ' ') + padded(part, widths[i], numeric[i]);
            }
            out << without_end_blanks(std::move(text)) << '\n';
        }
    };
    std::size_t total = 0;
    for (const auto width : widths) total += width + gap;
    std::string across;
    for (std::size_t i = 0; i + gap < total; ++i) across += "─";
    line(header_);
    out << across << '\n';
    for (const auto& row : rows_) {
        if (row.empty())
            out << across << '\n';
        else
            line(row);
    }
}

void Table::print_markdown(std::ostream& out) const {
    const auto numeric = numeric_columns();
    const auto line = [&](const std::vector<std::string>& cells) {
        out << '|';
        for (std::string cell : cells) {
            for (std::size_t at = 0; (at = cell.find('|', at)) != std::string::npos; at += 2)
                cell.insert(at, "\\");
            for (std::size_t at = 0; (at = cell.find('\n', at)) != std::string::npos;)
                cell.replace(at, 1, "<br>");
            out << ' ' << cell << " |";
        }
        out << '\n';
    };
    line(header_);
    out << '|';
    for (std::size_t i = 0; i < header_.size(); ++i) out << (numeric[i] ? " ---: |" : " --- |");
    out << '\n';
    for (const auto& row : rows_) {
        if (!row.empty()) line(row);
    }
}

void Table::print_csv(std::ostream& out) const {
    formats::CsvWriter writer(out);
    writer.row(header_);
    for (const auto& row : rows_) {
        if (!row.empty()) writer.row(row);
    }
}

std::string number_text(double value, int decimals, bool thousands) {
    if (std::isnan(value)) return "-";
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, "%.*f", decimals, value);
    std::string text = buffer;
    if (text.find_first_not_of("-0.") == std::string::npos && text.front() == '-') text.erase(0, 1);
    if (!thousands) return text;
    const std::size_t first = text.front() == '-' ? 1 : 0;
    std::size_t at = std::min(text.find('.'), text.size());
    while (at > first + 3) {
        at -= 3;
        text.insert(at, ",");
    }
    return text;
}

std::string percent_text(double ratio, int decimals) {
    if (std::isnan(ratio)) return "-";
    const std::string text = number_text(100 * ratio, decimals);
    return (text.front() == '-' ? "" : "+") + text + " %";
}

std::string wrapped(const std::string& text, std::size_t width, std::size_t indent) {
    std::string result;
    std::size_t column = 0, begin = 0;
    while (begin < text.size()) {
        const std::size_t end = std::min(text.find(' ', begin), text.size());
        const std::string word = text.substr(begin, end - begin);
        const std::size_t size = display_width(word);
        if (column > 0 && column + 1 + size > width) {
            result += '\n' + std::string(indent, ' ');
            column = 0;
        } else if (column > 0) {
            result += ' ';
            ++column;
        }
        result += word;
        column += size;
        begin = end + 1;
    }
    return result;
}

}  // namespace alioth::cli
