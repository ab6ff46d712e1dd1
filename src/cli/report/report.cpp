#include "cli/report/report.hpp"

#include <fstream>
#include <sstream>

#include "cli/report/header.hpp"
#include "cli/report/html.hpp"
#include "cli/report/sections.hpp"
#include "cli/report/style.hpp"
#include "cli/views.hpp"
#include "core/error.hpp"

namespace alioth::cli {

namespace {

namespace fs = std::filesystem;
using namespace report;

std::string section_html(const Section& section) {
    return element("section", {{"id", section.id}, {"aria-labelledby", section.id + "-title"}},
                   element("h2", {{"id", section.id + "-title"}}, section.title) +
                       (section.lead.empty() ? "" : element("p", section.lead)) + section.body);
}

std::string warnings(const Data& data) {
    std::string items;
    for (const auto& warning : data.asked->warnings) items += element("li", escape(warning));
    return items.empty() ? "" : element("ul", {{"class", "note"}, {"lang", "en"}}, items);
}

std::string head(const Data& data) {
    return "<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">" +
           element("title", escape(page_title(data) + ", " + std::to_string(data.year) + " · Alioth")) +
           element("style", style_sheet);
}

std::string page(const Data& data) {
    std::string links, body;
    for (const auto& section : sections(data)) {
        links += element("li", element("a", {{"href", "#" + section.id}}, section.short_title));
        body += section_html(section);
    }
    const std::string footer =
        escape(data.sources.at("program").get<std::string>()) + " · " +
        data.say(
            {"± and ranges are 95 % intervals · every figure is an answer of the ledger; the page computes "
             "none",
             "± 与区间为 95 % 置信区间 · 本页不计算任何数字，全部来自账本的回答"});
    return "<!doctype html>\n" +
           element("html", {{"lang", data.language == Language::zh ? "zh-CN" : "en"}},
                   element("head", head(data)) +
                       element("body", element("a", {{"class", "skip"}, {"href", "#content"}},
                                               data.say({"Skip to the content", "跳到正文"})) +
                                           page_header(data) +
                                           element("nav", {{"aria-label", data.say({"Sections", "章节"})}},
                                                   element("ul", {{"class", "in"}}, links)) +
                                           element("main", {{"id", "content"}, {"class", "in"}},
                                                   warnings(data) + body) +
                                           element("footer", element("div", {{"class", "in"}}, footer)))) +
           "\n";
}

[[noreturn]] void cannot_write(const fs::path& path) {
    throw Error(Fault::service, {.what = "cannot write",
                                 .where = path.string(),
                                 .mend = "check the folder's permissions and free space"});
}

fs::path part_of(const fs::path& path) {
    return path.string() + ".part";
}

void write_part(const fs::path& path, const std::string& bytes) {
    std::ofstream out(part_of(path), std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (!out) cannot_write(path);
}

/// All files under temporary names first, then renamed: a fault of writing leaves the old ones as they were.
void write_files(const std::vector<std::pair<fs::path, std::string>>& files) {
    std::error_code fault;
    try {
        for (const auto& [path, bytes] : files) write_part(path, bytes);
        for (const auto& [path, bytes] : files) {
            fs::rename(part_of(path), path, fault);
            if (fault) cannot_write(path);
        }
    } catch (...) {
        for (const auto& [path, bytes] : files) fs::remove(part_of(path), fault);
        throw;
    }
}

}  // namespace

fs::path write_report(operations::Context& context, const operations::Answer& answer,
                      const CommonOptions& options) {
    const Data data = gather(context, answer, options);
    std::ostringstream csv;
    print_account_csv(*answer.account, csv);

    const fs::path folder = options.report;
    std::error_code fault;
    fs::create_directories(folder, fault);
    if (fault) cannot_write(folder);
    const fs::path html = folder / "report.html";
    write_files({{html, page(data)},
                 {folder / "panorama.csv", std::move(csv).str()},
                 {folder / "panorama.json", answer.to_json()}});
    return html;
}

}  // namespace alioth::cli
