#pragma once

// What a handler throws, and the problem documents (RFC 9457) that people and programs get.

#include <exception>
#include <string>
#include <utility>
#include <vector>

#include "server/request.h"

namespace midyear::server {

// Ends a request with the problem document of a code of src/base/errors.tsv: its status, its sentence in the
// reader's language with `values` in the place of {names}, and `members`, JSON members of its own.
//   throw Problem("year_needed", {{"count", "3"}}).member("places", "[[12,20]]");
class Problem : public std::exception {
 public:
  using Values = std::vector<std::pair<std::string, std::string>>;
  explicit Problem(std::string code, Values values = {})
      : code_(std::move(code)), values_(std::move(values)) {}

  // Requires: json is one JSON value; name is none of type, title, status, detail, code, request_id.
  Problem&& member(std::string name, std::string json) && {
    members_.emplace_back(std::move(name), std::move(json));
    return std::move(*this);
  }
  // A header of the answer: Retry-After, Allow, ….
  Problem&& header(std::string name, std::string value) && {
    headers_.emplace_back(std::move(name), std::move(value));
    return std::move(*this);
  }

  const char* what() const noexcept override { return code_.c_str(); }
  const std::string& code() const { return code_; }
  const Values& values() const { return values_; }
  const Values& members() const { return members_; }
  const Values& headers() const { return headers_; }

 private:
  std::string code_;
  Values values_, members_, headers_;
};

// {type: "urn:midyear:problem:CODE", title, status, detail, code, request_id, …members}. `title` is the first
// part of the sentence, `detail` the whole.
Response problem_response(const Problem& problem, base::Language language, std::string_view request_id);

// The same object for a body that carries a problem of something else (a failed document, a failed job).
std::string problem_json(const Problem& problem, base::Language language, std::string_view request_id = {});

}  // namespace midyear::server
