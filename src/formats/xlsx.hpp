#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

struct zip;

namespace alioth::formats {

/// An empty cell, a text or a number. A boolean is 1 or 0, a date the number the workbook keeps, and an error
/// of the workbook ("#N/A") its text, so that a reader that wants a number reports it.
using XlsxCell = std::variant<std::monostate, std::string, double>;

/// One row as it stands in the sheet: `cells[0]` is column A; cells after the last filled one are left out.
struct XlsxRow {
    std::size_t number = 0;  ///< from 1
    std::vector<XlsxCell> cells;

    /// The cell of a column counted from 0; empty beyond the last one.
    const XlsxCell& at(std::size_t column) const noexcept;
};

/// Guards against archives that unpack into more than a machine can hold.
struct XlsxLimits {
    std::uint64_t part_bytes = std::uint64_t{1} << 30;   ///< unpacked size of one part of the archive
    std::uint64_t sheet_bytes = std::uint64_t{1} << 31;  ///< memory of the rows that `rows` keeps at once
};

/// Reads the sheets of an .xlsx workbook as streams of rows. Formulas give the value the workbook saved.
class XlsxWorkbook {
  public:
    /// Throws Error(Fault::input) when the file is not a whole .xlsx workbook.
    explicit XlsxWorkbook(const std::filesystem::path& path, XlsxLimits limits = {});
    ~XlsxWorkbook();
    XlsxWorkbook(const XlsxWorkbook&) = delete;
    XlsxWorkbook& operator=(const XlsxWorkbook&) = delete;

    /// Sheet names in the order of the tabs.
    const std::vector<std::string>& sheets() const noexcept { return sheets_; }
    bool has_sheet(std::string_view sheet) const noexcept;
    /// Calls `visit` for each row that has a cell, from the top, until it returns false.
    void visit_rows(std::string_view sheet, const std::function<bool(const XlsxRow&)>& visit);
    /// All rows of the sheet that have a cell.
    std::vector<XlsxRow> rows(std::string_view sheet);
    /// The file as it is named in messages.
    const std::string& name() const noexcept { return name_; }

  private:
    struct CloseArchive {
        void operator()(struct zip* archive) const noexcept;
    };

    void open(const std::filesystem::path& path);
    void read_directory();
    void read_shared_strings();

    std::string name_;
    XlsxLimits limits_;
    std::unique_ptr<struct zip, CloseArchive> archive_;
    std::vector<std::string> sheets_;
    std::map<std::string, std::string, std::less<>> parts_;  ///< sheet name -> part of the archive
    std::string shared_strings_part_;
    bool shared_strings_read_ = false;
    std::vector<std::string> shared_strings_;
};

/// Letters of a column counted from 0: 0 is "A", 27 is "AB".
std::string column_letters(std::size_t column);

}  // namespace alioth::formats
