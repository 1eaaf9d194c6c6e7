#pragma once

// Who may do what: one table (rights.tsv, roles.tsv), from which the desk decides, docs/permissions.md is
// made and the test matrix runs.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace midyear::people {

// A row of roles.tsv. Lives as long as the program.
struct Role {
  enum class Kind : std::uint8_t {
    work,    // of the office's day; may be limited to a department
    office,  // administers the desk: system, security and audit, which nobody holds two of
    apart    // granted by itself, beside roles of work
  };
  std::string_view name, chinese, english;
  Kind kind = Kind::work;
};
std::span<const Role> roles();
const Role* find_role(std::string_view name);

// A row of rights.tsv.
struct Right {
  enum class Scope : std::uint8_t {
    everybody,  // signed in or not
    person,     // whoever is signed in, for what is their own
    zone,       // whoever has one of the roles
    department  // the same, and a grant for a department holds for what belongs to it only
  };
  std::string_view name, chinese, english;
  Scope scope = Scope::zone;
  std::vector<std::string_view> roles, operations, routes;
};
std::span<const Right> rights();
const Right* find_right(std::string_view name);
// The right that a route of the API takes; nullptr: it is none of the API's.
const Right* right_of_route(std::string_view operation_id);
// The right that an operation of the desk takes; nullptr: it is in no row, and nobody may.
const Right* right_of_operation(std::string_view operation);

// A role, for one department or ("") for the whole zone.
struct Grant {
  std::string role, department;
  bool operator==(const Grant&) const = default;
};

// Why grants cannot be held together: "role" (no such role), "office" (two of system, security and audit, or
// one of them beside a role of work), "department" (of a role that knows none). Nothing: they can.
std::optional<std::string_view> fault_of(std::span<const Grant> grants);

// What somebody may do, from the grants.
class Rights {
 public:
  Rights() = default;
  // `only`: no more than these rights, as an API token says.
  explicit Rights(std::vector<Grant> grants, std::optional<std::vector<std::string>> only = {});

  // In the whole zone.
  bool everywhere(const Right& right) const;
  // For what belongs to the department; "" belongs to none.
  bool in(const Right& right, std::string_view department) const;
  // Anywhere at all.
  bool somewhere(const Right& right) const;
  std::span<const Grant> grants() const { return grants_; }

 private:
  bool allowed(const Right& right, const std::string_view* department) const;
  std::vector<Grant> grants_;
  std::optional<std::vector<std::string>> only_;
};

}  // namespace midyear::people
