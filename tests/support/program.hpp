#pragma once

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

extern char** environ;

namespace alioth::testing {

using Environment = std::map<std::string, std::string>;

/// What a program printed and how it ended.
struct Outcome {
    int exit_code = -1;  ///< -1: ended by a signal
    std::string out, err;
};

/// A file in memory that a child writes to.
class Capture {
  public:
    explicit Capture(const char* name) : file_(memfd_create(name, 0)) {
        if (file_ < 0) throw std::runtime_error("memfd_create failed");
    }
    ~Capture() { close(file_); }
    Capture(const Capture&) = delete;
    Capture& operator=(const Capture&) = delete;

    int file() const { return file_; }
    std::string text() const {
        const off_t size = lseek(file_, 0, SEEK_END);
        std::string bytes(static_cast<std::size_t>(size), '\0');
        if (pread(file_, bytes.data(), bytes.size(), 0) != size) throw std::runtime_error("short read");
        return bytes;
    }

  private:
    int file_;
};

/// The environment of a child: ours without what steers alioth or the language, with `more`.
inline std::vector<std::string> child_environment(const Environment& more) {
    std::vector<std::string> result;
    for (char** entry = environ; *entry; ++entry) {
        const std::string text = *entry;
        const std::string name = text.substr(0, text.find('='));
        const bool steers = name.starts_with("ALIOTH_") || name.starts_with("LC_") || name == "LANG" ||
                            name == "LANGUAGE" || name.starts_with("PG") || name == "XDG_DATA_HOME";
        if (!steers && !more.contains(name)) result.push_back(text);
    }
    for (const auto& [name, value] : more) result.push_back(name + "=" + value);
    return result;
}

/// Starts a program found by PATH; its standard input is empty. The caller waits for the process id.
inline pid_t start(const std::vector<std::string>& words, const Environment& more, int out, int err) {
    std::vector<std::string> entries = child_environment(more);
    std::vector<char*> arguments, environment;
    for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    for (auto& entry : entries) environment.push_back(entry.data());
    arguments.push_back(nullptr);
    environment.push_back(nullptr);
    const pid_t child = fork();
    if (child < 0) throw std::runtime_error("fork failed");
    if (child == 0) {
        const int nothing = open("/dev/null", O_RDONLY);
        dup2(nothing, STDIN_FILENO);
        dup2(out, STDOUT_FILENO);
        dup2(err, STDERR_FILENO);
        execvpe(arguments[0], arguments.data(), environment.data());
        _exit(127);
    }
    return child;
}

inline Outcome run_words(const std::vector<std::string>& words, const Environment& more = {}) {
    const Capture out("out"), err("err");
    const pid_t child = start(words, more, out.file(), err.file());
    int status = 0;
    waitpid(child, &status, 0);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, out.text(), err.text()};
}

/// Runs `alioth` with these words.
inline Outcome run_alioth(std::vector<std::string> words, const Environment& more) {
    words.insert(words.begin(), ALIOTH_PROGRAM);
    return run_words(words, more);
}

/// Whether a tool of the system is there.
inline bool has_tool(const std::string& name) {
    return run_words({"sh", "-c", "command -v " + name}).exit_code == 0;
}

}  // namespace alioth::testing
