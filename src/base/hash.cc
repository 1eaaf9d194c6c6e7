#include "base/hash.h"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <array>
#include <new>

namespace midyear::base {

namespace {

using Digest = std::array<unsigned char, SHA256_DIGEST_LENGTH>;

Digest digest(std::string_view bytes) {
  Digest result;
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), result.data());
  return result;
}

std::string hex_of(const Digest& digest) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string hex;
  for (const unsigned char byte : digest) {
    hex += kHex[byte >> 4];
    hex += kHex[byte & 15];
  }
  return hex;
}

}  // namespace

std::string sha256(std::string_view bytes) { return hex_of(digest(bytes)); }

struct Sha256::State {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  ~State() { EVP_MD_CTX_free(context); }
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
  if (EVP_DigestInit_ex(state_->context, EVP_sha256(), nullptr) != 1) throw std::bad_alloc();
}
Sha256::~Sha256() = default;
void Sha256::add(std::string_view bytes) { EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()); }
std::string Sha256::hex() {
  Digest result;
  EVP_DigestFinal_ex(state_->context, result.data(), nullptr);
  return hex_of(result);
}

std::string sha256_base64(std::string_view bytes) {
  const Digest result = digest(bytes);
  unsigned char text[4 * ((SHA256_DIGEST_LENGTH + 2) / 3) + 1];
  const int size = EVP_EncodeBlock(text, result.data(), static_cast<int>(result.size()));
  return {reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)};
}

}  // namespace midyear::base
