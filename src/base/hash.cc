#include "base/hash.h"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <array>

namespace midyear::base {

namespace {

using Digest = std::array<unsigned char, SHA256_DIGEST_LENGTH>;

Digest digest(std::string_view bytes) {
  Digest result;
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), result.data());
  return result;
}

}  // namespace

std::string sha256(std::string_view bytes) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string hex;
  for (const unsigned char byte : digest(bytes)) {
    hex += kHex[byte >> 4];
    hex += kHex[byte & 15];
  }
  return hex;
}

std::string sha256_base64(std::string_view bytes) {
  const Digest result = digest(bytes);
  unsigned char text[4 * ((SHA256_DIGEST_LENGTH + 2) / 3) + 1];
  const int size = EVP_EncodeBlock(text, result.data(), static_cast<int>(result.size()));
  return {reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)};
}

}  // namespace midyear::base
