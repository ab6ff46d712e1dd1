#include "formats/file_text.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "core/error.hpp"

namespace alioth::formats {

namespace {

[[noreturn]] void throw_unreadable(const std::filesystem::path& path, const std::string& reason) {
    throw Error(Fault::input, {.what = "cannot read the file",
                               .where = path.string(),
                               .found = reason,
                               .expected = "a readable file",
                               .mend = "check the path and its permissions"});
}

class Descriptor {
  public:
    explicit Descriptor(const std::filesystem::path& path)
        : value_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
        if (value_ < 0) throw_unreadable(path, std::strerror(errno));
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { ::close(value_); }
    int value() const noexcept { return value_; }

  private:
    int value_;
};

std::string read_stream(int descriptor, const std::filesystem::path& path) {
    std::string text;
    std::string block(1 << 16, '\0');
    for (;;) {
        const ssize_t got = ::read(descriptor, block.data(), block.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) throw_unreadable(path, std::strerror(errno));
        if (got == 0) return text;
        text.append(block.data(), static_cast<std::size_t>(got));
    }
}

/// Length of the UTF-8 sequence that starts at `text[0]`, or 0 when it is malformed.
std::size_t sequence_length(std::string_view text) noexcept {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const auto follows = [&](std::size_t i) { return i < text.size() && (byte(i) & 0xC0) == 0x80; };
    const unsigned lead = byte(0);
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) return follows(1) ? 2 : 0;
    if (lead >= 0xE0 && lead <= 0xEF) {
        if (!follows(1) || !follows(2)) return 0;
        const bool overlong = lead == 0xE0 && byte(1) < 0xA0;
        const bool surrogate = lead == 0xED && byte(1) > 0x9F;
        return overlong || surrogate ? 0 : 3;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        if (!follows(1) || !follows(2) || !follows(3)) return 0;
        const bool overlong = lead == 0xF0 && byte(1) < 0x90;
        const bool beyond = lead == 0xF4 && byte(1) > 0x8F;
        return overlong || beyond ? 0 : 4;
    }
    return 0;
}

}  // namespace

FileText::FileText(const std::filesystem::path& path) {
    const Descriptor file(path);
    struct stat status {};
    if (::fstat(file.value(), &status) != 0) throw_unreadable(path, std::strerror(errno));
    if (S_ISDIR(status.st_mode)) throw_unreadable(path, "a folder");
    if (S_ISREG(status.st_mode) && status.st_size > 0) {
        const auto size = static_cast<std::size_t>(status.st_size);
        void* address = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE, file.value(), 0);
        if (address != MAP_FAILED) {
            ::madvise(address, size, MADV_SEQUENTIAL);
            mapped_ = static_cast<char*>(address);
            mapped_size_ = size;
            return;
        }
    }
    owned_ = read_stream(file.value(), path);
}

FileText FileText::from_string(std::string text) {
    FileText result;
    result.owned_ = std::move(text);
    return result;
}

FileText::FileText(FileText&& other) noexcept
    : mapped_(std::exchange(other.mapped_, nullptr)),
      mapped_size_(std::exchange(other.mapped_size_, 0)),
      owned_(std::move(other.owned_)) {}

FileText& FileText::operator=(FileText&& other) noexcept {
    if (this != &other) {
        release();
        mapped_ = std::exchange(other.mapped_, nullptr);
        mapped_size_ = std::exchange(other.mapped_size_, 0);
        owned_ = std::move(other.owned_);
    }
    return *this;
}

FileText::~FileText() {
    release();
}

void FileText::release() noexcept {
    if (mapped_) ::munmap(mapped_, mapped_size_);
    mapped_ = nullptr;
}

void require_text(std::string_view text, const std::string& name) {
    constexpr std::size_t enough = 4096;
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
        throw Error(Fault::input, {.what = "wrong text encoding",
                                   .where = name,
                                   .found = "UTF-16",
                                   .expected = "UTF-8",
                                   .mend = "save the file as UTF-8"});
    if (text.substr(0, enough).find('\0') != std::string_view::npos)
        throw Error(Fault::input, {.what = "not a text file",
                                   .where = name,
                                   .found = "binary data",
                                   .expected = "UTF-8 text",
                                   .mend = "check that the download is complete and unpacked"});
}

bool is_utf8(std::string_view text) noexcept {
    while (!text.empty()) {
        const std::size_t length = sequence_length(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

std::string_view trimmed(std::string_view text) noexcept {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

}  // namespace alioth::formats
