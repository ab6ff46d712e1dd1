#include "formats/xlsx.hpp"

#include <expat.h>
#include <zip.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <exception>
#include <optional>
#include <utility>

#include "core/error.hpp"
#include "formats/csv.hpp"
#include "formats/file_text.hpp"

namespace alioth::formats {

namespace {

constexpr std::size_t last_column = 16384;
constexpr std::size_t last_row = 1048576;

[[noreturn]] void throw_damaged(const std::string& where, std::string what, std::string found,
                                std::string expected) {
    throw Error(Fault::input,
                {.what = std::move(what),
                 .where = where,
                 .found = std::move(found),
                 .expected = std::move(expected),
                 .mend = "the workbook may be cut short or damaged; fetch it again, or save it anew"});
}

/// XML names without their prefix: some writers put every element under "x:".
std::string_view local_name(std::string_view name) {
    const auto colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::optional<std::size_t> parse_index(std::string_view text) {
    std::size_t value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

class Attributes {
  public:
    explicit Attributes(const char** pairs) : pairs_(pairs) {}

    /// Value of the attribute, by its name without prefix; empty when it is not there.
    std::string_view operator[](std::string_view name) const {
        for (const char** at = pairs_; *at; at += 2)
            if (local_name(*at) == name) return at[1];
        return {};
    }

  private:
    const char** pairs_;
};

/// What one kind of part does with its elements.
class PartHandler {
  public:
    virtual ~PartHandler() = default;
    virtual void start(std::string_view element, const Attributes& attributes) = 0;
    virtual void end(std::string_view) {}
    virtual void text(std::string_view) {}
    /// True when nothing further is wanted from the part.
    virtual bool finished() const { return false; }
};

/// Runs expat over one part. Exceptions of the handler are carried across the C frames of expat.
class PartParser {
  public:
    PartParser(PartHandler& handler, std::string where)
        : handler_(handler), where_(std::move(where)), parser_(XML_ParserCreate(nullptr)) {
        if (!parser_) throw std::bad_alloc();
        XML_SetUserData(parser_, this);
        XML_SetElementHandler(parser_, on_start, on_end);
        XML_SetCharacterDataHandler(parser_, on_text);
        XML_SetStartDoctypeDeclHandler(parser_, on_doctype);
    }
    PartParser(const PartParser&) = delete;
    PartParser& operator=(const PartParser&) = delete;
    ~PartParser() { XML_ParserFree(parser_); }

    char* buffer(int size) {
        void* memory = XML_GetBuffer(parser_, size);
        if (!memory) throw std::bad_alloc();
        return static_cast<char*>(memory);
    }

    /// Parses what was put into `buffer`; false when the handler has finished.
    bool parse(int size, bool last) {
        const XML_Status status = XML_ParseBuffer(parser_, size, last ? XML_TRUE : XML_FALSE);
        if (fault_) std::rethrow_exception(fault_);
        if (handler_.finished()) return false;
        if (status == XML_STATUS_ERROR)
            throw_damaged(where_ + ", line " + std::to_string(XML_GetCurrentLineNumber(parser_)),
                          "broken XML", XML_ErrorString(XML_GetErrorCode(parser_)), "well-formed XML");
        return true;
    }

  private:
    template <class Call>
    void guarded(Call&& call) {
        if (fault_ || handler_.finished()) return;
        try {
            call();
        } catch (...) {
            fault_ = std::current_exception();
        }
        if (fault_ || handler_.finished()) XML_StopParser(parser_, XML_FALSE);
    }

    static void on_start(void* self, const char* element, const char** attributes) {
        auto& parser = *static_cast<PartParser*>(self);
        parser.guarded([&] { parser.handler_.start(local_name(element), Attributes(attributes)); });
    }
    static void on_end(void* self, const char* element) {
        auto& parser = *static_cast<PartParser*>(self);
        parser.guarded([&] { parser.handler_.end(local_name(element)); });
    }
    static void on_text(void* self, const char* text, int length) {
        auto& parser = *static_cast<PartParser*>(self);
        parser.guarded([&] { parser.handler_.text({text, static_cast<std::size_t>(length)}); });
    }
    // No workbook declares a document type; refusing it closes the door to entity tricks.
    static void on_doctype(void* self, const char*, const char*, const char*, int) {
        auto& parser = *static_cast<PartParser*>(self);
        parser.guarded([&] {
            throw_damaged(parser.where_, "document type in a workbook", "a DOCTYPE", "plain spreadsheet XML");
        });
    }

    PartHandler& handler_;
    std::string where_;
    XML_Parser parser_;
    std::exception_ptr fault_;
};

/// One open part of the archive.
class PartStream {
  public:
    PartStream(zip_t* archive, const std::string& part, std::string where, std::uint64_t limit)
        : where_(std::move(where)), limit_(limit), file_(zip_fopen(archive, part.c_str(), ZIP_FL_NOCASE)) {
        if (!file_) throw_damaged(where_, "missing part of the workbook", zip_strerror(archive), part);
    }
    PartStream(const PartStream&) = delete;
    PartStream& operator=(const PartStream&) = delete;
    ~PartStream() { zip_fclose(file_); }

    int read(char* buffer, int size) {
        const zip_int64_t got = zip_fread(file_, buffer, static_cast<zip_uint64_t>(size));
        if (got < 0) throw_damaged(where_, "part cannot be unpacked", zip_file_strerror(file_), "whole data");
        total_ += static_cast<std::uint64_t>(got);
        if (total_ > limit_)
            throw Error(Fault::input, {.what = "part unpacks to too much",
                                       .where = where_,
                                       .found = "more than " + std::to_string(limit_) + " bytes",
                                       .expected = "a sheet of ordinary size",
                                       .mend = "split the workbook, or save the sheet as CSV"});
        return static_cast<int>(got);
    }

  private:
    std::string where_;
    std::uint64_t limit_;
    std::uint64_t total_ = 0;
    zip_file_t* file_;
};

void parse_part(zip_t* archive, const std::string& part, const std::string& where, std::uint64_t limit,
                PartHandler& handler) {
    constexpr int block = 1 << 16;
    PartStream stream(archive, part, where, limit);
    PartParser parser(handler, where);
    for (;;) {
        const int got = stream.read(parser.buffer(block), block);
        if (!parser.parse(got, got == 0) || got == 0) return;
    }
}

struct Relation {
    std::string kind;  ///< last word of the type: "worksheet", "sharedStrings"
    std::string target;
};

class RelationsHandler : public PartHandler {
  public:
    void start(std::string_view element, const Attributes& attributes) override {
        if (element != "Relationship") return;
        const std::string_view type = attributes["Type"];
        relations[std::string(attributes["Id"])] = {std::string(type.substr(type.rfind('/') + 1)),
                                                    std::string(attributes["Target"])};
    }
    std::map<std::string, Relation, std::less<>> relations;
};

class WorkbookHandler : public PartHandler {
  public:
    void start(std::string_view element, const Attributes& attributes) override {
        if (element == "sheet") sheets.emplace_back(attributes["name"], attributes["id"]);
    }
    std::vector<std::pair<std::string, std::string>> sheets;  ///< name, relation
};

class SharedStringsHandler : public PartHandler {
  public:
    explicit SharedStringsHandler(std::vector<std::string>& strings) : strings_(strings) {}

    void start(std::string_view element, const Attributes&) override {
        if (element == "si") strings_.emplace_back();
        if (element == "rPh") in_phonetic_ = true;
        collecting_ = element == "t" && !in_phonetic_ && !strings_.empty();
    }
    void end(std::string_view element) override {
        if (element == "rPh") in_phonetic_ = false;
        collecting_ = false;
    }
    void text(std::string_view text) override {
        if (collecting_) strings_.back() += text;
    }

  private:
    std::vector<std::string>& strings_;
    bool in_phonetic_ = false;
    bool collecting_ = false;
};

class SheetHandler : public PartHandler {
  public:
    SheetHandler(const std::vector<std::string>& strings, std::string where,
                 const std::function<bool(const XlsxRow&)>& visit)
        : strings_(strings), where_(std::move(where)), visit_(visit) {}

    void start(std::string_view element, const Attributes& attributes) override {
        if (element == "row")
            start_row(attributes["r"]);
        else if (element == "c")
            start_cell(attributes);
        else if (element == "rPh")
            in_phonetic_ = true;
        collecting_ = in_cell_ && !in_phonetic_ && (element == "v" || element == "t");
    }

    void end(std::string_view element) override {
        collecting_ = false;
        if (element == "rPh") in_phonetic_ = false;
        if (element == "c") end_cell();
        if (element == "row" && !row_.cells.empty()) finished_ = !visit_(row_);
    }

    void text(std::string_view text) override {
        if (collecting_) text_ += text;
    }

    bool finished() const override { return finished_; }

  private:
    void start_row(std::string_view reference) {
        const std::size_t previous = row_.number;
        row_.number = reference.empty() ? previous + 1 : parse_index(reference).value_or(0);
        row_.cells.clear();
        next_column_ = 0;
        if (row_.number <= previous || row_.number > last_row)
            throw_damaged(where_, "rows out of order", "row \"" + std::string(reference) + "\"",
                          "a row after row " + std::to_string(previous));
    }

    void start_cell(const Attributes& attributes) {
        const std::string_view reference = attributes["r"];
        column_ = reference.empty() ? next_column_ : column_of(reference);
        if (row_.number == 0 || column_ < next_column_ || column_ >= last_column)
            throw_damaged(where_, "cells out of order", "cell \"" + std::string(reference) + "\"",
                          "a cell to the right of the one before");
        next_column_ = column_ + 1;
        type_ = attributes["t"];
        text_.clear();
        in_cell_ = true;
    }

    std::size_t column_of(std::string_view reference) const {
        std::size_t column = 0;
        std::size_t i = 0;
        for (; i < reference.size() && reference[i] >= 'A' && reference[i] <= 'Z' && column <= last_column;
             ++i)
            column = column * 26 + static_cast<std::size_t>(reference[i] - 'A' + 1);
        if (i == 0 || parse_index(reference.substr(i)) != row_.number)
            throw_damaged(where_, "wrong cell reference", "\"" + std::string(reference) + "\"",
                          "a reference in row " + std::to_string(row_.number));
        return column - 1;
    }

    void end_cell() {
        in_cell_ = false;
        if (text_.empty()) return;
        row_.cells.resize(column_ + 1);
        row_.cells[column_] = value();
    }

    XlsxCell value() const {
        if (type_ == "s") return shared_string();
        if (type_ == "inlineStr" || type_ == "str" || type_ == "e" || type_ == "d") return text_;
        if (const auto number = parse_number(text_)) return *number;
        throw_damaged(cell_name(), "not a number in a number cell", "\"" + text_ + "\"", "a number");
    }

    std::string shared_string() const {
        const auto index = parse_index(text_);
        if (!index || *index >= strings_.size())
            throw_damaged(cell_name(), "unknown shared string", text_,
                          "an index below " + std::to_string(strings_.size()));
        return strings_[*index];
    }

    std::string cell_name() const {
        return where_ + ", cell " + column_letters(column_) + std::to_string(row_.number);
    }

    const std::vector<std::string>& strings_;
    std::string where_;
    const std::function<bool(const XlsxRow&)>& visit_;
    XlsxRow row_;
    std::size_t next_column_ = 0;
    std::size_t column_ = 0;
    std::string type_;
    std::string text_;
    bool in_cell_ = false;
    bool in_phonetic_ = false;
    bool collecting_ = false;
    bool finished_ = false;
};

std::string folder_of(const std::string& part) {
    const auto slash = part.rfind('/');
    return slash == std::string::npos ? std::string() : part.substr(0, slash + 1);
}

/// A relation's target as a path in the archive: absolute, or relative to the folder of the part it belongs
/// to.
std::string resolve(const std::string& folder, const std::string& target) {
    const std::string path = target.starts_with('/') ? target.substr(1) : folder + target;
    return std::filesystem::path(path).lexically_normal().generic_string();
}

const Relation* relation_of_kind(const RelationsHandler& handler, std::string_view kind) {
    for (const auto& [id, relation] : handler.relations)
        if (relation.kind == kind) return &relation;
    return nullptr;
}

std::uint64_t memory_of(const XlsxRow& row) {
    std::uint64_t bytes = row.cells.size() * sizeof(XlsxCell);
    for (const auto& cell : row.cells)
        if (const auto* text = std::get_if<std::string>(&cell)) bytes += text->size();
    return bytes;
}

std::string what_it_is_instead(const std::filesystem::path& path) {
    const FileText text(path);
    if (text.size() == 0) return "an empty file";
    if (text.view().starts_with("\xD0\xCF\x11\xE0")) return "an old .xls or a password-protected workbook";
    if (text.view().starts_with("PK")) return "a zip archive that is cut short or damaged";
    return "something else than a zip archive";
}

}  // namespace

const XlsxCell& XlsxRow::at(std::size_t column) const noexcept {
    static const XlsxCell empty;
    return column < cells.size() ? cells[column] : empty;
}

void XlsxWorkbook::CloseArchive::operator()(struct zip* archive) const noexcept {
    zip_discard(archive);
}

XlsxWorkbook::XlsxWorkbook(const std::filesystem::path& path, XlsxLimits limits)
    : name_(path.string()), limits_(limits) {
    open(path);
    read_directory();
}

XlsxWorkbook::~XlsxWorkbook() = default;

void XlsxWorkbook::open(const std::filesystem::path& path) {
    int code = 0;
    archive_.reset(zip_open(path.c_str(), ZIP_RDONLY, &code));
    if (archive_) return;
    throw Error(Fault::input, {.what = "not a readable .xlsx workbook",
                               .where = name_,
                               .found = what_it_is_instead(path),
                               .expected = "an .xlsx workbook",
                               .mend = "fetch the file again, or save it anew as .xlsx"});
}

void XlsxWorkbook::read_directory() {
    RelationsHandler roots;
    parse_part(archive_.get(), "_rels/.rels", name_, limits_.part_bytes, roots);
    const Relation* document = relation_of_kind(roots, "officeDocument");
    if (!document)
        throw_damaged(name_, "no workbook in the archive", "another kind of document", "a workbook");

    const std::string workbook_part = resolve("", document->target);
    const std::string folder = folder_of(workbook_part);
    WorkbookHandler workbook;
    parse_part(archive_.get(), workbook_part, name_, limits_.part_bytes, workbook);
    RelationsHandler relations;
    parse_part(archive_.get(), folder + "_rels/" + workbook_part.substr(folder.size()) + ".rels", name_,
               limits_.part_bytes, relations);

    if (const Relation* strings = relation_of_kind(relations, "sharedStrings"))
        shared_strings_part_ = resolve(folder, strings->target);
    for (const auto& [sheet, id] : workbook.sheets) {
        const auto relation = relations.relations.find(id);
        if (relation == relations.relations.end())
            throw_damaged(name_ + ", sheet " + sheet, "sheet without a part", "no relation \"" + id + "\"",
                          "a relation to a worksheet");
        sheets_.push_back(sheet);
        parts_[sheet] = resolve(folder, relation->second.target);
    }
    if (sheets_.empty()) throw_damaged(name_, "no sheet in the workbook", "none", "at least one sheet");
}

void XlsxWorkbook::read_shared_strings() {
    if (shared_strings_read_ || shared_strings_part_.empty()) return;
    shared_strings_.clear();
    SharedStringsHandler handler(shared_strings_);
    parse_part(archive_.get(), shared_strings_part_, name_ + ", shared strings", limits_.part_bytes, handler);
    shared_strings_read_ = true;
}

bool XlsxWorkbook::has_sheet(std::string_view sheet) const noexcept {
    return parts_.contains(sheet);
}

void XlsxWorkbook::visit_rows(std::string_view sheet, const std::function<bool(const XlsxRow&)>& visit) {
    const auto part = parts_.find(sheet);
    if (part == parts_.end()) {
        ErrorParts parts{.what = "missing sheet \"" + std::string(sheet) + "\"",
                         .where = name_,
                         .found = {},
                         .expected = "a sheet of that name",
                         .mend = {}};
        for (const auto& known : sheets_) parts.found += (parts.found.empty() ? "" : ", ") + known;
        const std::string near = nearest(sheet, sheets_);
        if (!near.empty()) parts.mend = "did you mean \"" + near + "\"?";
        throw Error(Fault::input, std::move(parts));
    }
    read_shared_strings();
    const std::string where = name_ + ", sheet " + part->first;
    SheetHandler handler(shared_strings_, where, visit);
    parse_part(archive_.get(), part->second, where, limits_.part_bytes, handler);
}

std::vector<XlsxRow> XlsxWorkbook::rows(std::string_view sheet) {
    std::vector<XlsxRow> result;
    std::uint64_t bytes = 0;
    visit_rows(sheet, [&](const XlsxRow& row) {
        bytes += memory_of(row);
        if (bytes > limits_.sheet_bytes)
            throw Error(Fault::input, {.what = "sheet is too large",
                                       .where = name_ + ", sheet " + std::string(sheet),
                                       .found = "more than " + std::to_string(limits_.sheet_bytes) + " bytes",
                                       .expected = "a sheet of ordinary size",
                                       .mend = "split the workbook, or save the sheet as CSV"});
        result.push_back(row);
        return true;
    });
    return result;
}

std::string column_letters(std::size_t column) {
    std::string letters;
    for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
    return letters;
}

}  // namespace alioth::formats
