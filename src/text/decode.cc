#include "text/text.h"

namespace midyear::text {

base::Result<Decoded> decode(std::string_view bytes, const DecodeOptions& options) {
  if (bytes.size() > options.max_bytes) return base::Error{"too_large", "the input is larger than --max-bytes allows"};
  return Decoded{};
}

}  // namespace midyear::text
