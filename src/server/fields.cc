#include "server/fields.h"

#include <array>
#include <charconv>
#include <cstdio>

namespace midyear::server {
namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

// Takes the next piece up to `mark` off the front.
std::string_view next_piece(std::string_view& rest, char mark) {
  const std::size_t end = std::min(rest.find(mark), rest.size());
  const std::string_view piece = trimmed(rest.substr(0, end));
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return piece;
}

// The quality of "gzip;q=0.5", in thousandths; 1000 where none is given, 0 where it is malformed.
int quality(std::string_view parameters) {
  while (!parameters.empty()) {
    std::string_view value = next_piece(parameters, ';');
    const std::string_view name = next_piece(value, '=');
    if (!same_name(name, "q")) continue;
    double number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc() || end != value.data() + value.size() || !(number >= 0 && number <= 1)) return 0;
    return static_cast<int>(number * 1000);
  }
  return 1000;
}

std::optional<std::uint64_t> digits(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

bool accepts_gzip(std::string_view accept_encoding) {
  int any = 0;
  while (!accept_encoding.empty()) {
    std::string_view item = next_piece(accept_encoding, ',');
    const std::string_view name = next_piece(item, ';');
    if (same_name(name, "gzip") || same_name(name, "x-gzip")) return quality(item) > 0;
    if (name == "*") any = quality(item);
  }
  return any > 0;
}

base::Language wanted_language(std::string_view accept_language, base::Language usual) {
  base::Language best = usual;
  int best_quality = 0;
  while (!accept_language.empty()) {
    std::string_view item = next_piece(accept_language, ',');
    const std::string_view tag = next_piece(item, ';');
    const std::string_view primary = tag.substr(0, tag.find('-'));
    const bool chinese = same_name(primary, "zh");
    if (!chinese && !same_name(primary, "en")) continue;
    if (const int q = quality(item); q > best_quality) {
      best_quality = q;
      best = chinese ? base::Language::chinese : base::Language::english;
    }
  }
  return best;
}

ByteRange asked_range(std::string_view range, std::uint64_t size) {
  constexpr std::string_view kUnit = "bytes=";
  if (range.size() < kUnit.size() || !same_name(range.substr(0, kUnit.size()), kUnit)) return {};
  range = trimmed(range.substr(kUnit.size()));
  const std::size_t dash = range.find('-');
  if (dash == range.npos || range.find(',') != range.npos) return {};
  const std::string_view first = trimmed(range.substr(0, dash)), last = trimmed(range.substr(dash + 1));
  using Kind = ByteRange::Kind;
  if (first.empty()) {  // the last so many
    const auto count = digits(last);
    if (!count) return {};
    if (*count == 0 || size == 0) return {Kind::unsatisfiable, 0, 0};
    const std::uint64_t taken = std::min(*count, size);
    return {Kind::part, size - taken, taken};
  }
  const auto begin = digits(first);
  if (!begin) return {};
  std::uint64_t end = size == 0 ? 0 : size - 1;
  if (!last.empty()) {
    const auto given = digits(last);
    if (!given || *given < *begin) return {};
    end = std::min(end, *given);
  }
  if (*begin >= size) return {Kind::unsatisfiable, 0, 0};
  return {Kind::part, *begin, end - *begin + 1};
}

std::string http_date(std::time_t time) {
  constexpr std::array<const char*, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::tm parts{};
  gmtime_r(&time, &parts);
  char text[64];
  const int size = std::snprintf(text, sizeof text, "%s, %02d %s %d %02d:%02d:%02d GMT",
                                 kDays.at(static_cast<std::size_t>(parts.tm_wday)), parts.tm_mday,
                                 kMonths.at(static_cast<std::size_t>(parts.tm_mon)), parts.tm_year + 1900,
                                 parts.tm_hour, parts.tm_min, parts.tm_sec);
  return {text, static_cast<std::size_t>(size)};
}

bool compressible(std::string_view content_type) {
  const std::string_view type = trimmed(content_type.substr(0, content_type.find(';')));
  if (type.starts_with("text/")) return type != "text/event-stream";
  return type.ends_with("json") || type.ends_with("xml") || type.ends_with("javascript") ||
         type == "application/x-ndjson" || type == "application/wasm";
}

bool sane_id(std::string_view id) {
  return !id.empty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), [](char c) {
    return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
  });
}

std::optional<std::string> host_name(std::string_view authority) {
  std::string_view name = authority, port;
  if (authority.starts_with('[')) {
    const std::size_t close = authority.find(']');
    if (close == authority.npos) return std::nullopt;
    name = authority.substr(0, close + 1);
    port = authority.substr(close + 1);
  } else if (const std::size_t colon = authority.find(':'); colon != authority.npos) {
    name = authority.substr(0, colon);
    port = authority.substr(colon);
  }
  if (!port.empty()) {
    if (port.front() != ':') return std::nullopt;
    const auto number = digits(port.substr(1));
    if (port.size() > 1 && (!number || *number > 65535)) return std::nullopt;
  }
  std::string folded(name);
  std::transform(folded.begin(), folded.end(), folded.begin(), lower);
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == ':' ||
           c == '[' || c == ']';
  };
  if (folded.empty() || !std::all_of(folded.begin(), folded.end(), fits)) return std::nullopt;
  return folded;
}

}  // namespace midyear::server
