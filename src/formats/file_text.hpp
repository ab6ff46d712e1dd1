#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace alioth::formats {

/// The bytes of one file, mapped privately: a reader may change them in place (unquoting) and the file on
/// disk stays as it is. Pipes and other files that cannot be mapped are read whole.
class FileText {
  public:
    /// Throws Error(Fault::input) when the file is missing, a directory or unreadable.
    explicit FileText(const std::filesystem::path& path);
    /// Wraps a text that is already in memory.
    static FileText from_string(std::string text);

    FileText(FileText&& other) noexcept;
    FileText& operator=(FileText&& other) noexcept;
    FileText(const FileText&) = delete;
    FileText& operator=(const FileText&) = delete;
    ~FileText();

    char* begin() noexcept { return mapped_ ? mapped_ : owned_.data(); }
    char* end() noexcept { return begin() + size(); }
    std::size_t size() const noexcept { return mapped_ ? mapped_size_ : owned_.size(); }
    std::string_view view() const noexcept {
        return mapped_ ? std::string_view(mapped_, mapped_size_) : std::string_view(owned_);
    }

  private:
    FileText() = default;
    void release() noexcept;

    char* mapped_ = nullptr;
    std::size_t mapped_size_ = 0;
    std::string owned_;
};

/// Throws Error(Fault::input) unless `text` begins like a UTF-8 text: names UTF-16 files and binary files for
/// what they are. `name` is the file as the user knows it.
void require_text(std::string_view text, const std::string& name);

/// True when `text` is well-formed UTF-8.
bool is_utf8(std::string_view text) noexcept;

/// `text` without the spaces and tabs around it.
std::string_view trimmed(std::string_view text) noexcept;

}  // namespace alioth::formats
