#include "formats/csv.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <utility>

namespace alioth::formats {

namespace {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";

std::string quoted_for_message(std::string_view text) {
    constexpr std::size_t enough = 60;
    if (!is_utf8(text)) return "bytes that are not UTF-8";
    if (text.size() <= enough) return "\"" + std::string(text) + "\"";
    std::size_t cut = enough;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
    return "\"" + std::string(text.substr(0, cut)) + "...\"";
}

std::string fields_text(std::size_t count) {
    return std::to_string(count) + (count == 1 ? " field" : " fields");
}

std::optional<double> parse_point_number(std::string_view text) noexcept {
    if (!text.empty() && text.front() == '+') {
        text.remove_prefix(1);
        if (text.starts_with('-')) return std::nullopt;
    }
    double value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
    return value;
}

}  // namespace

std::optional<double> parse_number(std::string_view text, bool decimal_comma) noexcept {
    text = trimmed(text);
    if (!decimal_comma) return parse_point_number(text);
    std::array<char, 128> point_text;
    if (text.size() > point_text.size() || text.find('.') != std::string_view::npos) return std::nullopt;
    std::replace_copy(text.begin(), text.end(), point_text.begin(), ',', '.');
    return parse_point_number({point_text.data(), text.size()});
}

CsvReader::CsvReader(const std::filesystem::path& path, CsvOptions options)
    : CsvReader(FileText(path), path.string(), options) {}

CsvReader CsvReader::from_text(std::string text, std::string name, CsvOptions options) {
    return CsvReader(FileText::from_string(std::move(text)), std::move(name), options);
}

CsvReader::CsvReader(FileText file, std::string name, CsvOptions options)
    : file_(std::move(file)), name_(std::move(name)), options_(options) {
    require_text(file_.view(), name_);
    at_ = file_.begin();
    end_ = file_.end();
    if (file_.view().starts_with(utf8_mark)) at_ += utf8_mark.size();
    if (options_.header) read_header();
}

void CsvReader::read_header() {
    if (!next())
        throw Error(Fault::input, {.what = "the file is empty",
                                   .where = name_,
                                   .found = "no header",
                                   .expected = "a line of column names",
                                   .mend = "fetch or export the file again"});
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        if (!is_utf8(fields_[i]))
            throw fault_here("column name is not UTF-8", "column " + std::to_string(i + 1), "UTF-8 text",
                             "save the file as UTF-8");
        header_.emplace_back(trimmed(fields_[i]));
    }
}

std::optional<std::size_t> CsvReader::find_column(std::string_view name) const {
    const auto found = std::find(header_.begin(), header_.end(), name);
    if (found == header_.end()) return std::nullopt;
    if (std::find(found + 1, header_.end(), name) != header_.end())
        throw Error(Fault::input, {.what = "two columns have the same name",
                                   .where = name_ + ", header",
                                   .found = quoted_for_message(name) + " twice",
                                   .expected = "distinct names",
                                   .mend = "rename one of them"});
    return static_cast<std::size_t>(found - header_.begin());
}

std::size_t CsvReader::column(std::string_view name) const {
    if (const auto found = find_column(name)) return *found;
    constexpr std::size_t few = 12;
    ErrorParts parts{.what = "missing column \"" + std::string(name) + "\"",
                     .where = name_ + ", header",
                     .found = {},
                     .expected = "a column of that name",
                     .mend = {}};
    for (std::size_t i = 0; i < std::min(few, header_.size()); ++i)
        parts.found += (i == 0 ? "" : ", ") + header_[i];
    if (header_.size() > few) parts.found += ", and " + std::to_string(header_.size() - few) + " more";
    const std::string near = nearest(name, header_);
    if (!near.empty()) parts.mend = "did you mean \"" + near + "\"?";
    throw Error(Fault::input, std::move(parts));
}

void CsvReader::skip_blank_lines() {
    while (at_ != end_) {
        const bool crlf = *at_ == '\r' && at_ + 1 != end_ && at_[1] == '\n';
        if (*at_ != '\n' && !crlf) return;
        at_ += crlf ? 2 : 1;
        ++next_line_;
    }
}

bool CsvReader::next() {
    skip_blank_lines();
    if (at_ == end_) return false;
    line_ = next_line_;
    fields_.clear();
    read_record();
    if (width_ == 0) width_ = fields_.size();
    if (fields_.size() != width_)
        throw fault_here("record of the wrong length", fields_text(fields_.size()), fields_text(width_),
                         "look for a missing or unquoted delimiter, or a cut line");
    return true;
}

void CsvReader::read_record() {
    for (;;) {
        at_ = at_ != end_ && *at_ == '"' ? read_quoted_field(at_) : read_plain_field(at_);
        if (at_ == end_) return;
        const char stop = *at_++;
        if (stop == '\n') {
            ++next_line_;
            return;
        }
    }
}

char* CsvReader::read_plain_field(char* at) {
    const char delimiter = options_.delimiter;
    char* stop = at;
    while (stop != end_ && *stop != delimiter && *stop != '\n') ++stop;
    const bool last_in_record = stop == end_ || *stop == '\n';
    const bool carriage_return = last_in_record && stop != at && stop[-1] == '\r';
    fields_.emplace_back(at, static_cast<std::size_t>(stop - at) - (carriage_return ? 1 : 0));
    return stop;
}

char* CsvReader::read_quoted_field(char* at) {
    char* const begin = at + 1;
    char* from = begin;
    char* to = begin;
    for (;;) {
        char* close = static_cast<char*>(std::memchr(from, '"', static_cast<std::size_t>(end_ - from)));
        if (!close)
            throw Error(Fault::input, {.what = "quoted field without an end",
                                       .where = where(next_line_),
                                       .found = "the end of the file",
                                       .expected = "a closing quote",
                                       .mend = "the file may be cut short; fetch it again"});
        next_line_ += static_cast<std::size_t>(std::count(from, close, '\n'));
        const auto length = static_cast<std::size_t>(close - from);
        if (to != from) std::memmove(to, from, length);
        to += length;
        from = close + 1;
        if (from == end_ || *from != '"') break;
        *to++ = '"';
        ++from;
    }
    fields_.emplace_back(begin, static_cast<std::size_t>(to - begin));
    if (from != end_ && *from == '\r' && (from + 1 == end_ || from[1] == '\n')) ++from;
    if (from != end_ && *from != options_.delimiter && *from != '\n')
        throw Error(Fault::input, {.what = "text after a closing quote",
                                   .where = where(next_line_),
                                   .found = quoted_for_message({from, 1}),
                                   .expected = "a delimiter or the end of the line",
                                   .mend = "write a quote inside a quoted field as two quotes"});
    return from;
}

std::string CsvReader::text(std::size_t column) const {
    if (!is_utf8(fields_[column]))
        throw fault_at(column, "text is not UTF-8", "UTF-8 text", "save the file as UTF-8");
    return std::string(trimmed(fields_[column]));
}

double CsvReader::number(std::size_t column) const {
    if (const auto value = parse_number(fields_[column], options_.decimal_comma)) return *value;
    throw fault_at(
        column, "not a number",
        options_.decimal_comma ? "a number with a decimal comma" : "a number with a decimal point");
}

double CsvReader::number_or_nan(std::size_t column) const {
    if (trimmed(fields_[column]).empty()) return std::numeric_limits<double>::quiet_NaN();
    return number(column);
}

long CsvReader::integer(std::size_t column) const {
    const std::string_view field = trimmed(fields_[column]);
    long value = 0;
    const auto [end, code] = std::from_chars(field.data(), field.data() + field.size(), value);
    if (code != std::errc{} || end != field.data() + field.size())
        throw fault_at(column, "not a whole number", "a whole number");
    return value;
}

std::string CsvReader::where(std::size_t line) const {
    return name_ + ", line " + std::to_string(line);
}

Error CsvReader::fault_at(std::size_t column, std::string what, std::string expected,
                          std::string mend) const {
    const std::string label = column < header_.size() ? "column \"" + header_[column] + "\""
                                                      : "column " + std::to_string(column + 1);
    return Error(Fault::input, {.what = std::move(what),
                                .where = where(line_) + ", " + label,
                                .found = quoted_for_message(fields_[column]),
                                .expected = std::move(expected),
                                .mend = std::move(mend)});
}

Error CsvReader::fault_here(std::string what, std::string found, std::string expected,
                            std::string mend) const {
    return Error(Fault::input, {.what = std::move(what),
                                .where = where(line_),
                                .found = std::move(found),
                                .expected = std::move(expected),
                                .mend = std::move(mend)});
}

std::string quote(std::string_view field, char delimiter) {
    const bool special = field.find_first_of("\"\r\n") != std::string_view::npos ||
                         field.find(delimiter) != std::string_view::npos || trimmed(field) != field;
    if (!special) return std::string(field);
    std::string result = "\"";
    for (const char c : field) {
        if (c == '"') result += '"';
        result += c;
    }
    return result + '"';
}

std::string number_text(double value) {
    if (std::isnan(value)) return {};
    std::array<char, 32> buffer;
    const auto [end, code] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    return code == std::errc{} ? std::string(buffer.data(), end) : std::string();
}

void CsvWriter::separate() {
    if (row_begun_) out_ << delimiter_;
    row_begun_ = true;
}

CsvWriter& CsvWriter::field(std::string_view text) {
    separate();
    out_ << quote(text, delimiter_);
    return *this;
}

CsvWriter& CsvWriter::field(double value) {
    separate();
    out_ << number_text(value);
    return *this;
}

void CsvWriter::end_row() {
    out_ << '\n';
    row_begun_ = false;
}

void CsvWriter::row(std::span<const std::string> fields) {
    for (const auto& text : fields) field(text);
    end_row();
}

}  // namespace alioth::formats
