#include "server/target.h"

#include <algorithm>

#include "base/utf8.h"
#include "server/fields.h"

namespace midyear::server {
namespace {

constexpr std::size_t kMaxFields = 100, kMaxParameters = 100;

bool is_token(char c) {
  if ((lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9')) return true;
  return std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}
bool all_tokens(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_token);
}
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

Refusal malformed(std::string detail) { return {"http_malformed", std::move(detail)}; }

std::optional<Refusal> refuse_first_line(std::string_view line, std::size_t max_target) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == line.npos || first == last || !all_tokens(line.substr(0, first)))
    return malformed("request line");
  const std::string_view target = line.substr(first + 1, last - first - 1), version = line.substr(last + 1);
  if (target.empty() ||
      std::any_of(target.begin(), target.end(), [](char c) { return c <= ' ' || c == 127; }))
    return malformed("request target");
  if (target.size() > max_target) return Refusal{"target_too_long", std::to_string(max_target)};
  if (version != "HTTP/1.1" && version != "HTTP/1.0") {
    if (version.size() == 8 && version.starts_with("HTTP/") && is_digit(version[5]) && version[6] == '.' &&
        is_digit(version[7]))
      return Refusal{"http_version", std::string(version)};
    return malformed("HTTP version");
  }
  return std::nullopt;
}

// The fields whose doubling or odd spelling lets two programs see two requests.
class Framing {
 public:
  std::optional<Refusal> take(std::string_view name, std::string_view value) {
    if (same_name(name, "Content-Length")) {
      if (length_++ > 0) return malformed("Content-Length twice");
      if (value.empty() || value.size() > 18 || !std::all_of(value.begin(), value.end(), is_digit))
        return malformed("Content-Length");
    } else if (same_name(name, "Transfer-Encoding")) {
      if (coding_++ > 0 || !same_name(value, "chunked")) return malformed("Transfer-Encoding");
    } else if (same_name(name, "Host")) {
      if (host_++ > 0) return malformed("Host twice");
    }
    return std::nullopt;
  }
  std::optional<Refusal> end(bool version_1_1) const {
    if (length_ > 0 && coding_ > 0) return malformed("Content-Length beside Transfer-Encoding");
    if (version_1_1 && host_ == 0) return malformed("no Host");
    if (!version_1_1 && coding_ > 0) return malformed("Transfer-Encoding in HTTP/1.0");
    return std::nullopt;
  }

 private:
  int length_ = 0, coding_ = 0, host_ = 0;
};

std::optional<Refusal> refuse_field(std::string_view line, Framing& framing) {
  if (line.front() == ' ' || line.front() == '\t') return malformed("folded line");
  const std::size_t colon = line.find(':');
  if (colon == line.npos || !all_tokens(line.substr(0, colon))) return malformed("field name");
  const std::string_view value = trimmed(line.substr(colon + 1));
  const auto control = [](char c) { return (static_cast<unsigned char>(c) < ' ' && c != '\t') || c == 127; };
  if (std::any_of(value.begin(), value.end(), control)) return malformed("control character in a field");
  return framing.take(line.substr(0, colon), value);
}

int hex(char c) {
  if (is_digit(c)) return c - '0';
  const char l = lower(c);
  return l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
}

// Decodes %XX, and + in queries; refuses what is no UTF-8 text.
std::optional<std::string> decoded(std::string_view text, bool in_query) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && in_query) {
      out += ' ';
    } else if (text[i] == '%') {
      if (i + 2 >= text.size() || hex(text[i + 1]) < 0 || hex(text[i + 2]) < 0) return std::nullopt;
      out += static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  for (std::size_t i = 0; i < out.size();) {
    const std::size_t size = base::utf8_size(out, i);
    if (size == 0) return std::nullopt;
    const auto unit = static_cast<unsigned char>(out[i]);
    if (size == 1 &&
        (unit == 127 || (unit < ' ' && !(in_query && (unit == '\n' || unit == '\r' || unit == '\t')))))
      return std::nullopt;
    i += size;
  }
  return out;
}

std::optional<std::string> decoded_path(std::string_view path) {
  std::string out;
  while (!path.empty()) {
    path.remove_prefix(1);  // "/"
    const std::size_t end = std::min(path.find('/'), path.size());
    const auto segment = decoded(path.substr(0, end), false);
    if (!segment || *segment == "." || *segment == ".." || segment->find_first_of("/\\") != std::string::npos)
      return std::nullopt;
    (out += '/') += *segment;
    path.remove_prefix(end);
  }
  return out;
}

}  // namespace

std::optional<Refusal> refuse_header(std::string_view block, std::size_t max_target) {
  Framing framing;
  std::size_t fields = 0;
  bool version_1_1 = true, first = true;
  while (!block.empty()) {
    const std::size_t end = block.find_first_of(std::string_view("\r\n\0", 3));
    if (end == block.npos || !block.substr(end).starts_with("\r\n")) return malformed("line end");
    const std::string_view line = block.substr(0, end);
    block.remove_prefix(end + 2);
    if (first) {
      if (auto refusal = refuse_first_line(line, max_target)) return refusal;
      version_1_1 = line.ends_with("1.1");
      first = false;
    } else if (line.empty()) {
      return block.empty() ? framing.end(version_1_1) : malformed("empty line");
    } else {
      if (++fields > kMaxFields) return Refusal{"header_too_large", std::to_string(kMaxFields)};
      if (auto refusal = refuse_field(line, framing)) return refusal;
    }
  }
  return malformed("no end");
}

std::optional<Target> parse_target(std::string_view target) {
  if (!target.starts_with('/') || target.find('#') != target.npos) return std::nullopt;
  const std::size_t mark = std::min(target.find('?'), target.size());
  auto path = decoded_path(target.substr(0, mark));
  if (!path) return std::nullopt;
  Target result{std::move(*path), {}};
  std::string_view rest = target.substr(std::min(mark + 1, target.size()));
  while (!rest.empty()) {
    const std::string_view pair = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    auto name = decoded(pair.substr(0, equals), true);
    auto value = decoded(pair.substr(std::min(equals + 1, pair.size())), true);
    if (!name || !value || result.query.size() >= kMaxParameters) return std::nullopt;
    result.query.emplace_back(std::move(*name), std::move(*value));
  }
  return result;
}

}  // namespace midyear::server
