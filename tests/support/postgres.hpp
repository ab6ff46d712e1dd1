#pragma once

#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>

#include <chrono>
#include <string>
#include <thread>

#include "core/error.hpp"
#include "database/connection.hpp"
#include "support/folder.hpp"
#include "support/program.hpp"

namespace alioth::testing {

/// A PostgreSQL server of our own: an ordinary user's process on a Unix socket in a temporary folder, stopped
/// by its process id. Its default collation is a dictionary's, not the order of bytes, as on most servers.
class PostgresServer {
  public:
    /// The server of this executable, started on first use; see `missing()`.
    static PostgresServer& get() {
        static PostgresServer server;
        return server;
    }
    /// Why there is no server; empty when it runs.
    const std::string& missing() const { return missing_; }

    /// Makes an empty database and returns its connection string.
    std::string new_database() {
        const std::string name = "alioth_" + std::to_string(++databases_);
        database::connect(uri("postgres"))->execute("CREATE DATABASE " + name);
        return uri(name);
    }

    PostgresServer(const PostgresServer&) = delete;
    PostgresServer& operator=(const PostgresServer&) = delete;
    ~PostgresServer() {
        if (server_ <= 0) return;
        kill(server_, SIGINT);  // "fast shutdown": ends sessions, then the server
        int status = 0;
        waitpid(server_, &status, 0);
    }

  private:
    PostgresServer() {
        const std::filesystem::path programs = find_programs();
        if (programs.empty()) {
            missing_ = "no PostgreSQL server in /usr/lib/postgresql: apt-get install postgresql";
            return;
        }
        if (!hand_folder_over()) return;
        const std::string data = (folder_.path() / "data").string();
        std::vector<std::string> make = {
            programs / "initdb", "-D", data, "-U", "alioth", "-A", "trust", "-E", "UTF8", "--no-sync"};
        std::vector<std::string> make_icu = make;
        for (const char* word : {"--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US"})
            make_icu.emplace_back(word);
        if (run_as_user(make_icu) != 0) {
            std::filesystem::remove_all(data);
            if (run_as_user(make) != 0) {
                missing_ = "initdb failed: " + read_file(log_path());
                return;
            }
        }
        server_ = start_as_user({programs / "postgres", "-D", data, "-k", folder_.path().string(), "-c",
                                 "listen_addresses=", "-c", "fsync=off"});
        await();
    }

    static std::filesystem::path find_programs() {
        for (int version = 20; version >= 12; --version) {
            const std::filesystem::path folder = "/usr/lib/postgresql/" + std::to_string(version) + "/bin";
            if (std::filesystem::exists(folder / "initdb")) return folder;
        }
        return {};
    }

    /// initdb refuses root: the folder and the processes become another user's.
    bool hand_folder_over() {
        if (geteuid() != 0) return true;
        for (const char* name : {"postgres", "nobody"}) {
            const passwd* user = getpwnam(name);
            if (!user) continue;
            user_ = user->pw_uid;
            group_ = user->pw_gid;
            if (chown(folder_.path().c_str(), user_, group_) == 0) return true;
        }
        missing_ = "we are root and there is no user postgres or nobody to run the server as";
        return false;
    }

    std::filesystem::path log_path() const { return folder_.path() / "log"; }

    pid_t start_as_user(const std::vector<std::string>& words) {
        std::vector<char*> arguments;
        for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
        arguments.push_back(nullptr);
        const std::string log = log_path().string(), home = folder_.path().string();
        const pid_t child = fork();
        if (child != 0) return child;
        if (user_ != 0 && (setgroups(0, nullptr) != 0 || setgid(group_) != 0 || setuid(user_) != 0))
            _exit(126);
        // Should the test be killed, the server ends too.
        prctl(PR_SET_PDEATHSIG, SIGINT);
        const int file = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
        dup2(file, STDOUT_FILENO);
        dup2(file, STDERR_FILENO);
        setenv("HOME", home.c_str(), 1);
        setenv("LC_ALL", "C.UTF-8", 1);
        if (chdir(home.c_str()) != 0) _exit(126);
        execv(arguments[0], arguments.data());
        _exit(127);
    }
    int run_as_user(const std::vector<std::string>& words) {
        int status = 0;
        waitpid(start_as_user(words), &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

    void await() {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        while (std::chrono::steady_clock::now() < end) {
            try {
                database::connect(uri("postgres"));
                return;
            } catch (const Error&) {
                std::this_thread::sleep_for(std::chrono::milliseconds(20));
            }
        }
        missing_ = "the PostgreSQL server did not start: " + read_file(log_path());
    }

    std::string uri(const std::string& name) const {
        return "postgresql://alioth@/" + name + "?host=" + folder_.path().string();
    }

    TemporaryFolder folder_;
    uid_t user_ = 0;
    gid_t group_ = 0;
    pid_t server_ = 0;
    int databases_ = 0;
    std::string missing_;
};

}  // namespace alioth::testing
