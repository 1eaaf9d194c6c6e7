#include "people/permissions.h"

#include <algorithm>

#include "base/embedded.h"
#include "base/lexicon.h"

namespace midyear::base {
std::span<const EmbeddedFile> embedded_permissions();
}

namespace midyear::people {
namespace {

std::vector<std::string_view> words(std::string_view cell) {
  std::vector<std::string_view> found;
  if (cell == "-") return found;
  for (std::size_t at = 0; at < cell.size();) {
    const std::size_t end = std::min(cell.find(' ', at), cell.size());
    found.push_back(cell.substr(at, end - at));
    at = end + 1;
  }
  return found;
}

std::vector<base::Row> table(std::string_view name) {
  return base::table_rows(base::embedded_file(base::embedded_permissions(), name));
}

std::vector<Role> load_roles() {
  std::vector<Role> found;
  for (const base::Row& row : table("roles.tsv")) {
    const Role::Kind kind = row.at(1) == "work"     ? Role::Kind::work
                            : row.at(1) == "office" ? Role::Kind::office
                                                    : Role::Kind::apart;
    found.push_back({row.at(0), row.at(2), row.at(3), kind});
  }
  return found;
}

Right::Scope scope_of(std::string_view cell) {
  if (cell == "everybody") return Right::Scope::everybody;
  if (cell == "person") return Right::Scope::person;
  return cell == "zone" ? Right::Scope::zone : Right::Scope::department;
}

std::vector<Right> load_rights() {
  std::vector<Right> found;
  for (const base::Row& row : table("rights.tsv"))
    found.push_back({.name = row.at(0),
                     .chinese = row.at(5),
                     .english = row.at(6),
                     .scope = scope_of(row.at(1)),
                     .roles = words(row.at(2)),
                     .operations = words(row.at(3)),
                     .routes = words(row.at(4))});
  return found;
}

bool holds(const std::vector<std::string_view>& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

}  // namespace

std::span<const Role> roles() {
  static const std::vector<Role> all = load_roles();
  return all;
}

const Role* find_role(std::string_view name) {
  for (const Role& role : roles())
    if (role.name == name) return &role;
  return nullptr;
}

std::span<const Right> rights() {
  static const std::vector<Right> all = load_rights();
  return all;
}

const Right* find_right(std::string_view name) {
  for (const Right& right : rights())
    if (right.name == name) return &right;
  return nullptr;
}

const Right* right_of_operation(std::string_view operation) {
  for (const Right& right : rights())
    if (holds(right.operations, operation)) return &right;
  return nullptr;
}

const Right* right_of_route(std::string_view operation_id) {
  for (const Right& right : rights())
    if (holds(right.routes, operation_id)) return &right;
  return nullptr;
}

std::optional<std::string_view> fault_of(std::span<const Grant> grants) {
  std::size_t offices = 0;
  bool others = false;
  for (const Grant& grant : grants) {
    const Role* role = find_role(grant.role);
    if (role == nullptr) return "role";
    if (role->kind != Role::Kind::work && !grant.department.empty()) return "department";
    (role->kind == Role::Kind::office) ? void(++offices) : void(others = true);
  }
  if (offices > 1 || (offices == 1 && others)) return "office";
  return {};
}

Rights::Rights(std::vector<Grant> grants, std::optional<std::vector<std::string>> only)
    : grants_(std::move(grants)), only_(std::move(only)) {}

bool Rights::allowed(const Right& right, const std::string_view* department) const {
  if (right.scope == Right::Scope::everybody) return true;
  if (only_ && std::find(only_->begin(), only_->end(), right.name) == only_->end()) return false;
  if (right.scope == Right::Scope::person) return true;
  return std::any_of(grants_.begin(), grants_.end(), [&](const Grant& grant) {
    if (!holds(right.roles, grant.role)) return false;
    return department == nullptr || right.scope != Right::Scope::department || grant.department.empty() ||
           grant.department == *department;
  });
}

bool Rights::everywhere(const Right& right) const {
  constexpr std::string_view kNowhere;
  return allowed(right, &kNowhere);
}

bool Rights::in(const Right& right, std::string_view department) const { return allowed(right, &department); }

bool Rights::somewhere(const Right& right) const { return allowed(right, nullptr); }

}  // namespace midyear::people
