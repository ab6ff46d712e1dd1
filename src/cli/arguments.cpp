#include "cli/arguments.hpp"

#include <algorithm>
#include <cstdlib>

#include "core/error.hpp"
#include "operations/schema.hpp"

namespace alioth::cli {

namespace {

using nlohmann::json;
using operations::Operation;

Format parse_format(const std::string& text) {
    static const std::vector<std::string> names = {"table", "json", "csv", "markdown"};
    const auto place = std::find(names.begin(), names.end(), text);
    if (place == names.end()) throw_unknown("format", text, names);
    return static_cast<Format>(place - names.begin());
}

/// The operation that the first words name, and how many words that took.
std::pair<const Operation*, std::size_t> find_command(const std::vector<std::string>& words) {
    std::pair<const Operation*, std::size_t> found{nullptr, 0};
    for (const auto& operation : operations::catalogue()) {
        const auto space = operation.name.find(' ');
        const std::size_t count = space == std::string::npos ? 1 : 2;
        if (words.size() < count) continue;
        const std::string name = count == 1 ? words[0] : words[0] + " " + words[1];
        if (name == operation.name) found = {&operation, count};
    }
    return found;
}

bool is_group(const std::string& word) {
    return std::any_of(operations::catalogue().begin(), operations::catalogue().end(),
                       [&](const Operation& operation) { return operation.name.starts_with(word + " "); });
}

[[noreturn]] void unknown_command(const std::vector<std::string>& words) {
    std::vector<std::string> names = {"help", "completion", "man"};
    for (const auto& operation : operations::catalogue()) names.push_back(operation.name);
    const std::string asked = words.size() > 1 && is_group(words[0]) ? words[0] + " " + words[1] : words[0];
    throw_unknown("command", asked, names);
}

class Parser {
  public:
    explicit Parser(const std::vector<std::string>& arguments) : arguments_(arguments) {}

    Command parse() {
        command_.common.language = usual_language();
        read_command();
        while (at_ < arguments_.size()) read_one(arguments_[at_++]);
        return std::move(command_);
    }

  private:
    void read_command() {
        std::vector<std::string> words;
        for (std::size_t i = 0; i < arguments_.size() && !arguments_[i].starts_with("-"); ++i)
            words.push_back(arguments_[i]);
        if (words.empty()) return;
        if (words[0] == "help") {
            command_.common.help = true;
            words.erase(words.begin());
            at_ = 1;
            if (words.empty()) return;
        }
        const auto [operation, count] = find_command(words);
        if (!operation && is_group(words[0]) && words.size() == 1) {
            command_.topic = words[0];
            command_.common.help = true;
            ++at_;
            return;
        }
        if (!operation) unknown_command(words);
        command_.operation = operation;
        at_ += count;
    }

    void read_one(const std::string& argument) {
        if (argument == "-h" || argument == "--help") {
            command_.common.help = true;
        } else if (argument == "-q" || argument == "--quiet") {
            command_.common.quiet = true;
        } else if (argument == "--version") {
            command_.version = true;
        } else if (argument.starts_with("--")) {
            const auto equals = argument.find('=');
            option(argument.substr(2, equals == std::string::npos ? equals : equals - 2),
                   equals == std::string::npos ? nullptr : argument.c_str() + equals + 1);
        } else {
            positional(argument);
        }
    }

    /// The value after `=`, or the next word.
    std::string value_of(const std::string& name, const char* attached) {
        if (attached) return attached;
        if (at_ < arguments_.size()) return arguments_[at_++];
        throw Error(Fault::usage, {.what = "missing value", .where = "--" + name});
    }

    void option(const std::string& name, const char* attached) {
        if (name == "format") {
            command_.common.format = parse_format(value_of(name, attached));
        } else if (name == "lang") {
            const std::string text = value_of(name, attached);
            const auto language = parse_language(text);
            if (!language) throw_unknown("language", text, std::vector<std::string>{"en", "zh"});
            command_.common.language = *language;
        } else if (name == "database") {
            command_.common.database = value_of(name, attached);
        } else if (name == "report" && is_panorama()) {
            command_.common.report = value_of(name, attached);
        } else {
            parameter(name, attached);
        }
    }

    bool is_panorama() const { return command_.operation && command_.operation->name == "panorama"; }

    void parameter(const std::string& name, const char* attached) {
        const json none = json::object();
        const json& properties = command_.operation ? command_.operation->input.at("properties") : none;
        if (!properties.contains(name)) {
            std::vector<std::string> names;
            for (const auto& option : common_options()) names.push_back("--" + option.name);
            for (const auto& [known, property] : properties.items()) names.push_back("--" + known);
            throw_unknown("option", "--" + name, names);
        }
        const json& property = properties.at(name);
        const bool is_flag = property.value("type", "") == "boolean";
        const std::string text = is_flag && !attached ? "true" : value_of(name, attached);
        command_.parameters[name] = operations::from_text(name, property, text);
    }

    void positional(const std::string& text) {
        const std::string name =
            command_.operation ? command_.operation->input.value("x-positional", "") : "";
        if (name.empty() || command_.parameters.contains(name)) {
            throw Error(Fault::usage,
                        {.what = "unexpected word",
                         .found = "\"" + text + "\"",
                         .mend = command_.operation ? "see `alioth " + command_.operation->name + " --help`"
                                                    : "see `alioth --help`"});
        }
        command_.parameters[name] =
            operations::from_text(name, command_.operation->input.at("properties").at(name), text);
    }

    const std::vector<std::string>& arguments_;
    std::size_t at_ = 0;
    Command command_;
};

}  // namespace

const std::vector<CommonOption>& common_options() {
    static const std::vector<CommonOption> options = {
        {"format", "table|json|csv|markdown", {"how to print (default: table)", "输出格式（默认 table）"}},
        {"lang", "en|zh", {"language of tables and messages", "表格与消息的语言"}},
        {"database",
         "PATH|postgresql://...",
         {"database file or server (default: the user's data folder)",
          "数据库文件或服务器（默认：用户数据目录）"}},
        {"quiet", "", {"no progress on standard error", "不显示进度"}},
        {"help", "", {"this text", "本帮助"}},
        {"version", "", {"version of the program and editions of the data", "程序版本与数据版本"}},
    };
    return options;
}

Language usual_language() {
    for (const char* name : {"ALIOTH_LANG", "LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(name);
        if (value && *value) return std::string_view(value).starts_with("zh") ? Language::zh : Language::en;
    }
    return Language::en;
}

Command parse(const std::vector<std::string>& arguments) {
    return Parser(arguments).parse();
}

}  // namespace alioth::cli
