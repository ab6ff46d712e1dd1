#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace alioth::cli {

/// Columns of text on a terminal: a Chinese character takes two, a combining mark none.
std::size_t display_width(std::string_view utf8);

/// A table for people. Numbers stand to the right, words to the left; a cell may have several lines.
class Table {
  public:
    explicit Table(std::vector<std::string> header) : header_(std::move(header)) {}

    void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
    /// A line across the table.
    void rule() { rows_.emplace_back(); }
    bool empty() const { return rows_.empty(); }

    void print(std::ostream& out) const;
    void print_markdown(std::ostream& out) const;
    void print_csv(std::ostream& out) const;

  private:
    std::vector<bool> numeric_columns() const;

    std::vector<std::string> header_;
    std::vector<std::vector<std::string>> rows_;
};

/// 12,345.6 with `decimals` places; "-" for NaN. A true minus is not used: programs read these too.
std::string number_text(double value, int decimals, bool thousands = true);

/// "+1.2 %".
std::string percent_text(double ratio, int decimals = 1);

/// Text broken at blanks to lines of `width` columns, each after the first behind `indent` blanks.
std::string wrapped(const std::string& text, std::size_t width, std::size_t indent);

}  // namespace alioth::cli
