#include <cstdio>
#include <exception>
#include <iostream>
#include <sstream>

#include "cli/arguments.hpp"
#include "cli/help.hpp"
#include "cli/phrases.hpp"
#include "cli/progress_bar.hpp"
#include "cli/report/report.hpp"
#include "cli/views.hpp"
#include "core/error.hpp"
#include "core/version.hpp"
#include "operations/catalogue.hpp"

namespace alioth::cli {

namespace {

void print_version(operations::Context& context, std::ostream& out) {
    const auto answer = operations::run(context, "datasets", nlohmann::json::object());
    out << "alioth " << program_version() << '\n';
    for (const auto& edition : answer.result.at("rows"))
        out << "  " << edition.at("stream").get<std::string>() << "  "
            << edition.at("source").get<std::string>() << ' ' << edition.at("version").get<std::string>()
            << '\n';
}

void print_error(const Error& error, Language language) {
    const auto& parts = error.parts();
    if (language == Language::en) {
        std::cerr << "alioth: " << error.what() << '\n';
        return;
    }
    const auto zh = [](const std::string& text) { return phrase(text, Language::zh); };
    std::cerr << "alioth：" << (parts.where.empty() ? "" : parts.where + "：") << zh(parts.what);
    if (!parts.found.empty()) std::cerr << "；实际为 " << zh(parts.found);
    if (!parts.expected.empty()) std::cerr << "；应为 " << zh(parts.expected);
    if (!parts.mend.empty()) std::cerr << "；" << zh(parts.mend);
    std::cerr << '\n';
}

/// Commands that the door answers itself; false when the catalogue must.
bool answered_by_door(const std::vector<std::string>& arguments) {
    if (arguments.size() != 1) return false;
    if (arguments[0] == "completion")
        print_completion(std::cout);
    else if (arguments[0] == "man")
        print_man_page(std::cout);
    else
        return false;
    return true;
}

void show_help(const Command& command) {
    if (command.operation)
        print_help(*command.operation, command.common.language, std::cout);
    else if (!command.topic.empty())
        print_group(command.topic, command.common.language, std::cout);
    else
        print_overview(command.common.language, std::cout);
}

void run(const Command& command) {
    if (command.common.help || (!command.operation && !command.version)) return show_help(command);
    ProgressBar progress(command.common.quiet);
    operations::Context context({.location = command.common.database, .home = {}, .shipped = {}}, &progress);
    if (command.version) return print_version(context, std::cout);

    const auto answer = operations::run(context, command.operation->name, command.parameters);
    for (const auto& warning : answer.warnings) std::cerr << "alioth: " << warning << '\n';
    if (!command.common.report.empty()) {
        const auto path = write_report(context, answer, command.common);
        std::cerr << "alioth: wrote " << path.string() << ", panorama.csv and panorama.json\n";
    }
    std::ostringstream text;
    print_answer(answer, command.common, text);
    const std::string bytes = std::move(text).str();
    if (std::fwrite(bytes.data(), 1, bytes.size(), stdout) != bytes.size() || std::fflush(stdout) != 0)
        throw Error(Fault::service, {.what = "cannot write to standard output"});
}

/// The language of messages, also of one about the command line itself.
Language language_of(const std::vector<std::string>& arguments) {
    const std::string option = "--lang";
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        std::string word;
        if (arguments[i] == option && i + 1 < arguments.size()) word = arguments[i + 1];
        if (arguments[i].starts_with(option + "=")) word = arguments[i].substr(option.size() + 1);
        if (const auto language = parse_language(word)) return *language;
    }
    return usual_language();
}

int main_of(const std::vector<std::string>& arguments) {
    const Language language = language_of(arguments);
    try {
        if (answered_by_door(arguments)) return 0;
        catch_interrupts();
        run(parse(arguments));
        return 0;
    } catch (const Error& error) {
        print_error(error, language);
        return static_cast<int>(error.fault());
    } catch (const std::exception& error) {
        std::cerr << "alioth: a fault of ours: " << error.what() << '\n';
        return static_cast<int>(Fault::internal);
    }
}

}  // namespace

}  // namespace alioth::cli

int main(int count, char** words) {
    return alioth::cli::main_of({words + 1, words + count});
}
