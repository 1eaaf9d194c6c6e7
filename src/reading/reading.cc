#include "reading/reading.h"

#include <algorithm>

#include "reading/stages.h"
#include "reading/storage.h"

namespace midyear::reading {

Reading::Reading() : storage_(std::make_unique<Storage>()) {}
Reading::Reading(Reading&&) noexcept = default;
Reading& Reading::operator=(Reading&&) noexcept = default;
Reading::~Reading() = default;

std::string_view Reading::text() const { return storage_->text(); }
std::string_view Reading::text(Span at) const { return text().substr(at.begin, at.size()); }
std::string_view Reading::source_text() const { return storage_->source; }
std::string_view Reading::source_text(SourceSpan at) const {
  return source_text().substr(at.begin, at.size());
}
bool Reading::mended() const { return !storage_->map.identity(); }
SourceSpan Reading::source(Span at) const { return storage_->map.to_source(at); }
Span Reading::clean(SourceSpan at) const { return storage_->map.to_clean(at); }

std::vector<std::uint32_t> Reading::heading_path(std::uint32_t heading) const {
  std::vector<std::uint32_t> path;
  for (; heading != kNone; heading = headings[heading].parent) path.push_back(heading);
  std::reverse(path.begin(), path.end());
  return path;
}

base::Result<Reading> read(std::string bytes, const ReadOptions& options) {
  if (bytes.empty()) return base::Error{"empty_input", "the input has no bytes"};
  base::Result<text::Decoded> decoded = text::decode(bytes, {.max_bytes = options.max_bytes});
  if (!decoded) return decoded.error();
  if (text::is_blank(decoded->verbatim ? bytes : decoded->text))
    return base::Error{"empty_input", "the input holds no text"};
  Reading reading;
  reading.encoding = decoded->encoding;
  reading.form = decoded->form;
  reading.verbatim = decoded->verbatim;
  reading.faults = decoded->faults;
  reading.first_fault = decoded->first_fault;
  Storage& storage = reading.storage();
  storage.source = decoded->verbatim ? std::move(bytes) : std::move(decoded->text);

  text::Repaired repaired = text::repair(storage.source, {.simplify = options.simplify});
  storage.mended = std::move(repaired.text);
  storage.map = std::move(repaired.map);
  reading.mends = std::move(repaired.mends);

  trim(reading);
  outline(reading);
  find_place(reading);
  find_figures(reading, options);
  settle_places(reading);
  if (options.commitments) find_commitments(reading);
  if (options.projects) find_projects(reading);
  if (options.checks) find_contradictions(reading);
  return reading;
}

}  // namespace midyear::reading
