#include "cli/help.hpp"

#include <algorithm>

#include "cli/table.hpp"
#include "core/version.hpp"

namespace alioth::cli {

namespace {

using nlohmann::json;
using operations::Operation;

constexpr std::size_t help_width = 100;
constexpr std::size_t name_width = 26;

struct OptionText {
    std::string name, description;
};

std::string choices_text(const json& property) {
    const json& source = property.contains("items") ? property.at("items") : property;
    const json choices = property.value("x-choices", source.value("enum", json::array()));
    std::string text;
    for (const auto& choice : choices) text += (text.empty() ? "" : "|") + choice.get<std::string>();
    return text;
}

std::string value_text(const json& property) {
    if (const std::string choices = choices_text(property); !choices.empty() && choices.size() < 40)
        return choices;
    const std::string type = property.value("type", "string");
    if (type == "boolean") return "";
    if (type == "array") return "A,B,...";
    return type == "string" ? "TEXT" : "N";
}

std::vector<OptionText> options_of(const Operation& operation, Language language) {
    std::vector<OptionText> options;
    for (const auto& [name, property] : operation.input.at("properties").items()) {
        const bool positional = operation.input.value("x-positional", "") == name;
        const std::string value = value_text(property);
        std::string text = property.at(language == Language::zh ? "x-description-zh" : "description");
        if (const std::string choices = choices_text(property); choices.size() >= 40) text += ": " + choices;
        if (property.contains("default") && property.at("default") != json(false)) {
            const json& usual = property.at("default");
            text += std::string(language == Language::zh ? "（默认 " : " (default: ") +
                    (usual.is_string() ? usual.get<std::string>() : usual.dump()) +
                    (language == Language::zh ? "）" : ")");
        }
        std::string shown = "--" + name + (value.empty() ? "" : " " + value);
        if (positional) {
            shown = name;
            std::transform(shown.begin(), shown.end(), shown.begin(),
                           [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
        }
        options.push_back({std::move(shown), std::move(text)});
    }
    std::stable_partition(options.begin(), options.end(),
                          [](const OptionText& option) { return !option.name.starts_with("--"); });
    if (operation.name == "panorama") {
        options.push_back({"--report FOLDER", language == Language::zh
                                                  ? "写出网页报告、CSV 和 JSON 到该目录"
                                                  : "write a page, CSV and JSON to this folder"});
    }
    return options;
}

std::vector<OptionText> common_texts(Language language) {
    std::vector<OptionText> options;
    for (const auto& option : common_options())
        options.push_back({"--" + option.name + (option.value.empty() ? "" : " " + option.value),
                           option.description.in(language)});
    return options;
}

void print_pairs(const std::vector<OptionText>& pairs, std::ostream& out) {
    for (const auto& [name, description] : pairs) {
        std::string line = "  " + name;
        if (display_width(line) + 2 > name_width)
            line += "\n" + std::string(name_width, ' ');
        else
            line += std::string(name_width - display_width(line), ' ');
        out << line << wrapped(description, help_width - name_width, name_width) << '\n';
    }
}

std::string positional_text(const Operation& operation) {
    std::string name = operation.input.value("x-positional", "");
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    const auto required = operation.input.value("required", json::array());
    if (name.empty()) return "";
    return required.empty() ? " [" + name + "]" : " " + name;
}

std::vector<OptionText> commands(Language language, const std::string& prefix = "") {
    std::vector<OptionText> list;
    for (const auto& operation : operations::catalogue()) {
        if (operation.name.starts_with(prefix))
            list.push_back({operation.name, operation.summary.in(language)});
    }
    return list;
}

/// Text safe between the quotes of a shell word.
std::string shell_words(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
    return text;
}

std::string roff(std::string text) {
    for (std::size_t at = 0; (at = text.find_first_of("\\-", at)) != std::string::npos; at += 2)
        text.insert(at, "\\");
    if (text.starts_with('.') || text.starts_with('\'')) text.insert(0, "\\&");
    return text;
}

}  // namespace

void print_overview(Language language, std::ostream& out) {
    const bool zh = language == Language::zh;
    out << (zh ? "alioth：开放的全景碳账本——谁排放、为谁排放、自然给予与吸收多少。\n\n用法：alioth 命令 "
                 "[选项]\n\n"
               : "alioth: an open panoramic carbon ledger - who emits, for whom, and what nature gives and "
                 "takes back."
                 "\n\nUsage: alioth COMMAND [options]\n\nExamples:\n");
    if (!zh) {
        for (const char* example :
             {"alioth panorama", "alioth panorama --regions CHN,USA --from 1990 --format csv",
              "alioth explain CHN:2021:consumption:CO2", "alioth datasets --licences"})
            out << "  " << example << '\n';
        out << '\n';
    }
    out << (zh ? "命令：\n" : "Commands:\n");
    print_pairs(commands(language), out);
    print_pairs({{"test", zh ? "构建并运行全部测试（源码树的启动器）"
                             : "build and pass every test (launcher of the source tree)"},
                 {"completion", zh ? "bash/zsh 补全脚本" : "completion script for bash and zsh"},
                 {"man", zh ? "手册页" : "the man page"}},
                out);
    out << (zh ? "\n所有命令的选项：\n" : "\nOptions of every command:\n");
    print_pairs(common_texts(language), out);
    out << (zh ? "\n`alioth 命令 --help` 说明每个命令。\n"
               : "\n`alioth COMMAND --help` tells more of each.\n");
}

void print_help(const Operation& operation, Language language, std::ostream& out) {
    const bool zh = language == Language::zh;
    out << operation.summary.in(language) << (zh ? "。\n\n示例：\n" : ".\n\nExamples:\n");
    for (const auto& example : operation.examples) out << "  " << example << '\n';
    out << (zh ? "\n用法：alioth " : "\nUsage: alioth ") << operation.name << positional_text(operation)
        << (zh ? " [选项]\n" : " [options]\n");
    const auto options = options_of(operation, language);
    if (!options.empty()) {
        out << '\n';
        print_pairs(options, out);
    }
    out << (zh ? "\n通用选项：\n" : "\nCommon options:\n");
    print_pairs(common_texts(language), out);
}

void print_group(const std::string& group, Language language, std::ostream& out) {
    print_pairs(commands(language, group + " "), out);
}

void print_completion(std::ostream& out) {
    std::vector<std::string> first = {"help", "completion", "man"}, common;
    for (const auto& option : common_options()) common.push_back("--" + option.name);
    std::string cases;
    for (const auto& operation : operations::catalogue()) {
        const std::string head = operation.name.substr(0, operation.name.find(' '));
        if (std::find(first.begin(), first.end(), head) == first.end()) first.push_back(head);
        std::vector<std::string> words = common;
        if (operation.name == "panorama") words.emplace_back("--report");
        for (const auto& [name, property] : operation.input.at("properties").items()) {
            words.push_back("--" + name);
            const json& source = property.contains("items") ? property.at("items") : property;
            for (const auto& choice : property.value("x-choices", source.value("enum", json::array())))
                cases += "        '" + operation.name + " --" + name + "') words+=' " +
                         choice.get<std::string>() + "';;&\n";
        }
        for (const auto& option : common_options()) {
            if (option.name != "format" && option.name != "lang") continue;
            std::string choices = option.value;
            std::replace(choices.begin(), choices.end(), '|', ' ');
            cases += "        '" + operation.name + " --" + option.name + "') words+=' " + choices + "';;&\n";
        }
        cases += "        '" + operation.name + " ') words='" + shell_words(words) + "';;\n";
    }
    std::string data;
    for (const auto& operation : operations::catalogue()) {
        if (operation.name.starts_with("data ")) data += " " + operation.name.substr(5);
    }
    out << "# bash completion of alioth; in zsh: autoload -U +X bashcompinit && bashcompinit first\n"
           "_alioth() {\n"
           "    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} "
           "command=${COMP_WORDS[1]} words=''\n"
           "    if [ \"$COMP_CWORD\" = 1 ]; then words='"
        << shell_words(first)
        << "'\n    elif [ \"$command\" = data ] && [ \"$COMP_CWORD\" = 2 ]; then words='" << data
        << "'\n    else\n"
           "        [ \"$command\" = data ] && command=\"data ${COMP_WORDS[2]}\"\n"
           "        case \"$previous\" in --*) ;; *) previous='';; esac\n"
           "        case \"$command $previous\" in\n"
        << cases
        << "        esac\n"
           "        case \"$command \" in\n"
           "        *) [ -n \"$words\" ] || previous='';;\n"
           "        esac\n"
           "        if [ -z \"$words\" ]; then case \"$command \" in\n"
        << cases
        << "        esac; fi\n"
           "    fi\n"
           "    COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
           "}\n"
           "complete -o default -F _alioth alioth ./alioth\n";
}

void print_man_page(std::ostream& out) {
    out << ".TH ALIOTH 1 \"\" \"alioth " << program_version() << "\" \"User Commands\"\n"
        << ".SH NAME\nalioth \\- an open panoramic carbon ledger\n"
        << ".SH SYNOPSIS\n.B alioth\n.I command\n[options]\n"
        << ".SH DESCRIPTION\nWho emits, for whom, and what nature gives and takes back; each figure with its "
           "error "
           "bar and its source.\n.SH COMMANDS\n";
    for (const auto& operation : operations::catalogue()) {
        out << ".SS " << roff(operation.name + positional_text(operation)) << '\n'
            << roff(operation.summary.en) << ".\n";
        for (const auto& [name, description] : options_of(operation, Language::en))
            out << ".TP\n.B " << roff(name) << '\n' << roff(description) << '\n';
        for (const auto& example : operation.examples) out << ".PP\n.EX\n" << roff(example) << "\n.EE\n";
    }
    out << ".SH OPTIONS\n";
    for (const auto& [name, description] : common_texts(Language::en))
        out << ".TP\n.B " << roff(name) << '\n' << roff(description) << '\n';
    out << ".SH EXIT STATUS\n0 done; 1 a fault of ours; 2 wrong usage; 3 bad input or a failed check; 4 "
           "nothing found; "
           "5 not converged or infeasible; 6 a service is missing; 130 interrupted.\n"
        << ".SH ENVIRONMENT\n.TP\n.B ALIOTH_HOME\nfolder of what the program keeps "
           "(~/.local/share/alioth)\n.TP\n"
           ".B ALIOTH_DATABASE\ndatabase file or postgresql:// connection string\n.TP\n.B "
           "ALIOTH_DATA\nfolder of the "
           "shipped tables\n.TP\n.B ALIOTH_LANG\nen or zh\n";
}

}  // namespace alioth::cli
