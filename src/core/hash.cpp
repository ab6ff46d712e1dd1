#include "core/hash.hpp"

#include <openssl/evp.h>

#include <memory>

#include "core/error.hpp"

namespace alioth {

std::array<std::uint8_t, 32> sha256(std::string_view bytes) {
    // Fetching the algorithm takes locks; a figure's ID is too cheap for that.
    struct Free {
        void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    };
    static EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    thread_local const std::unique_ptr<EVP_MD_CTX, Free> context(EVP_MD_CTX_new());
    std::array<std::uint8_t, 32> digest{};
    const bool done = EVP_DigestInit_ex2(context.get(), algorithm, nullptr) &&
                      EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()) &&
                      EVP_DigestFinal_ex(context.get(), digest.data(), nullptr);
    if (!done) throw Error(Fault::internal, {.what = "SHA-256 is not to be had from OpenSSL"});
    return digest;
}

std::string sha256_hex(std::string_view bytes, std::size_t digits) {
    constexpr std::string_view hex = "0123456789abcdef";
    const auto digest = sha256(bytes);
    std::string text(digits, '0');
    for (std::size_t i = 0; i < digits; ++i) text[i] = hex[i % 2 ? digest[i / 2] & 15 : digest[i / 2] >> 4];
    return text;
}

}  // namespace alioth
