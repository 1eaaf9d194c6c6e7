#include "people/audit_chain.h"

#include "base/hash.h"
#include "base/json.h"

namespace midyear::people {

std::string canonical(const AuditEntry& entry) {
  std::string out;
  base::JsonWriter json(out);
  json.begin_object();
  json.key("sequence").integer(entry.sequence);
  json.key("at").integer(entry.at);
  json.key("who").string(entry.who);
  json.key("operation").string(entry.operation);
  json.key("target").string(entry.target);
  json.key("request").string(entry.request);
  json.key("detail").string(entry.detail);
  json.end_object();
  return out;
}

std::string chained_hash(std::string_view previous_hash, const AuditEntry& entry) {
  std::string link(previous_hash);
  link += '\n';
  link += canonical(entry);
  return base::sha256(link);
}

bool ChainCheck::take(const AuditEntry& entry) {
  if (broken_) return false;
  if (entry.sequence != sequence_ + 1) {
    broken_ = Break{sequence_ + 1, Fault::gap};
    return false;
  }
  if (chained_hash(hash_, entry) != entry.hash) {
    broken_ = Break{entry.sequence, Fault::altered};
    return false;
  }
  sequence_ = entry.sequence;
  hash_ = entry.hash;
  return true;
}

}  // namespace midyear::people
