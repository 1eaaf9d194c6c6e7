// Any bytes as the head of a request: refused, or such that the strict rules of target.h hold for what comes
// out.
#include <algorithm>

#include "base/utf8.h"
#include "invariants.h"
#include "server/fields.h"
#include "server/target.h"

using namespace midyear;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (!server::refuse_header(bytes, 8192)) {
    MUST(bytes.ends_with("\r\n\r\n") && bytes.find("\r\n\r\n") == bytes.size() - 4);
    MUST(bytes.find('\0') == bytes.npos);
    for (std::size_t i = 0; i < bytes.size(); ++i) MUST(bytes[i] != '\n' || bytes[i - 1] == '\r');
  }
  if (const auto target = server::parse_target(bytes)) {
    MUST(target->path.starts_with('/'));
    MUST(target->path.find('\\') == std::string::npos && target->path.find('\0') == std::string::npos);
    MUST((target->path + '/').find("/../") == std::string::npos &&
         (target->path + '/').find("/./") == std::string::npos);
    for (std::size_t i = 0; i < target->path.size();) {
      const std::size_t step = base::utf8_size(target->path, i);
      MUST(step > 0);
      i += step;
    }
  }
  const auto range = server::asked_range(bytes, 1000);
  if (range.kind == server::ByteRange::Kind::part) MUST(range.size > 0 && range.offset + range.size <= 1000);
  (void)server::accepts_gzip(bytes);
  (void)server::wanted_language(bytes, base::Language::english);
  if (const auto host = server::host_name(bytes))
    MUST(!host->empty() && host->find('/') == std::string::npos);
  return 0;
}
