#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "formats/file_text.hpp"

namespace alioth::formats {

/// How a delimited text file is written.
struct CsvOptions {
    char delimiter = ',';
    bool decimal_comma = false;  ///< "1,5" is one and a half; a point is then an error
    bool header = true;          ///< the first record names the columns
};

/// A finite decimal number and nothing else around it but spaces; nullopt for anything else.
std::optional<double> parse_number(std::string_view text, bool decimal_comma = false) noexcept;

/// Reads RFC 4180 records one by one. Fields are views into the file, unquoted in place, and stay valid as
/// long as the reader does. A UTF-8 byte-order mark is skipped, CRLF and LF both end a record, empty lines
/// are passed over.
class CsvReader {
  public:
    explicit CsvReader(const std::filesystem::path& path, CsvOptions options = {});
    /// Reads a text in memory; `name` stands for the file in messages.
    static CsvReader from_text(std::string text, std::string name, CsvOptions options = {});
    CsvReader(const CsvReader&) = delete;
    CsvReader& operator=(const CsvReader&) = delete;

    /// Column names without the spaces around them; empty when the file has no header.
    const std::vector<std::string>& header() const noexcept { return header_; }
    /// Index of the column, or an Error that names the nearest one.
    std::size_t column(std::string_view name) const;
    std::optional<std::size_t> find_column(std::string_view name) const;

    /// Moves to the next record; false at the end of the file. A record with more or fewer fields than the
    /// first one is an Error.
    bool next();
    std::span<const std::string_view> fields() const noexcept { return fields_; }
    std::string_view operator[](std::size_t column) const noexcept { return fields_[column]; }
    /// Physical line, from 1, on which the current record begins.
    std::size_t line() const noexcept { return line_; }
    /// The file as it is named in messages.
    const std::string& name() const noexcept { return name_; }

    /// The field as UTF-8 text without the spaces around it; an Error when it is in another encoding.
    std::string text(std::size_t column) const;
    /// The field as a number; an Error when it is empty or has anything beside the number.
    double number(std::size_t column) const;
    /// The same, with NaN for an empty field.
    double number_or_nan(std::size_t column) const;
    /// The field as a whole number.
    long integer(std::size_t column) const;

    /// The Error for a field of the current record: names file, line, column and what was found.
    Error fault_at(std::size_t column, std::string what, std::string expected, std::string mend = {}) const;
    /// The Error for the current record as a whole.
    Error fault_here(std::string what, std::string found, std::string expected, std::string mend = {}) const;

  private:
    CsvReader(FileText file, std::string name, CsvOptions options);
    void read_header();
    void skip_blank_lines();
    void read_record();
    /// Both append one field and return where it ended: at a delimiter, a line feed or the end of the file.
    char* read_plain_field(char* at);
    char* read_quoted_field(char* at);
    std::string where(std::size_t line) const;

    FileText file_;
    std::string name_;
    CsvOptions options_;
    char* at_ = nullptr;
    char* end_ = nullptr;
    std::size_t line_ = 0;
    std::size_t next_line_ = 1;
    std::size_t width_ = 0;
    std::vector<std::string> header_;
    std::vector<std::string_view> fields_;
};

/// The field as RFC 4180 wants it: quoted where it holds the delimiter, a quote, a line end or spaces at its
/// ends.
std::string quote(std::string_view field, char delimiter = ',');

/// The shortest decimal that reads back as the same number; NaN gives an empty text.
std::string number_text(double value);

/// Writes records one by one, each ended by a line feed.
class CsvWriter {
  public:
    explicit CsvWriter(std::ostream& out, char delimiter = ',') : out_(out), delimiter_(delimiter) {}

    CsvWriter& field(std::string_view text);
    CsvWriter& field(double value);
    void end_row();
    void row(std::span<const std::string> fields);

  private:
    void separate();

    std::ostream& out_;
    char delimiter_;
    bool row_begun_ = false;
};

}  // namespace alioth::formats
