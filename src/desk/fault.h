#pragma once

#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/errors.h"
#include "base/result.h"

namespace midyear::desk {

// Ends a use case for a reason that a person or program must hear: a code of src/base/errors.tsv, the values
// of its sentence, and members of its own for programs.
class Fault : public std::exception {
 public:
  using Pairs = std::vector<std::pair<std::string, std::string>>;
  explicit Fault(std::string code, Pairs values = {}) : code_(std::move(code)), values_(std::move(values)) {}
  // Of a reading that failed; `file` is what the sentence calls the document.
  Fault(const base::Error& error, std::string_view file);

  // Requires: json is one JSON value.
  Fault&& member(std::string name, std::string json) && {
    add_member(std::move(name), std::move(json));
    return std::move(*this);
  }
  void add_member(std::string name, std::string json) {
    members_.emplace_back(std::move(name), std::move(json));
  }

  const char* what() const noexcept override { return code_.c_str(); }
  const std::string& code() const { return code_; }
  const Pairs& values() const { return values_; }
  const Pairs& members() const { return members_; }

 private:
  std::string code_;
  Pairs values_, members_;
};

// The problem document (RFC 9457) as one JSON object: {type, title, status, detail, code, request_id, members
// …}. The title is the first part of the sentence. Without a request_id: of something else than the request
// that asks, such as a document that could not be read.
std::string problem_json(const Fault& fault, base::Language language, std::string_view request_id = {});

}  // namespace midyear::desk
