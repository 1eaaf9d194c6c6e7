#include "people/accounts.h"

#include <algorithm>
#include <array>

#include "base/random.h"
#include "base/utf8.h"

namespace midyear::people {
namespace {

using store::Row;
using store::Rows;
using store::Transaction;

std::int64_t ms(base::Instant at) { return at.time_since_epoch().count(); }
base::Instant instant(std::int64_t at) { return base::Instant(std::chrono::milliseconds(at)); }
std::string text(std::string_view view) { return std::string(view); }

constexpr std::string_view kPersonColumns = "login, name, department, password, active, created, revision";

Person person_of(const Row& row) {
  return {.login = text(row.text(0)),
          .name = text(row.text(1)),
          .department = text(row.text(2)),
          .password = text(row.text(3)),
          .active = row.integer(4) != 0,
          .created = instant(row.integer(5)),
          .revision = row.integer(6)};
}

Department department_of(const Row& row) {
  return {text(row.text(0)), text(row.text(1)), row.integer(2) != 0, row.integer(3)};
}

bool is_word(char32_t c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= 0x4E00 && c <= 0x9FFF);
}

}  // namespace

bool is_login(std::string_view login) {
  constexpr std::array<std::string_view, 5> kOwn = {"local", "system", "command", "unknown", "user"};
  if (std::find(kOwn.begin(), kOwn.end(), login) != kOwn.end()) return false;
  std::size_t count = 0;
  for (std::size_t i = 0; i < login.size(); ++count) {
    const std::size_t size = base::utf8_size(login, i);
    if (size == 0) return false;
    const char32_t c = base::utf8_decode(login, i, size);
    i += size;
    if (!is_word(c) && (count == 0 || (c != '.' && c != '_' && c != '-'))) return false;
  }
  return count >= 2 && count <= 32;
}

std::vector<Department> departments(Transaction& tx) {
  std::vector<Department> found;
  for (const Row row : tx.run("SELECT id, name, active, revision FROM department ORDER BY name"))
    found.push_back(department_of(row));
  return found;
}

std::optional<Department> find_department(Transaction& tx, std::string_view id) {
  const Rows rows = tx.run("SELECT id, name, active, revision FROM department WHERE id = $1", {text(id)});
  if (rows.empty()) return {};
  return department_of(rows.front());
}

void put(Transaction& tx, const Department& d) {
  tx.run(
      "INSERT INTO department (id, name, active, revision) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO "
      "UPDATE SET "
      "name = excluded.name, active = excluded.active, revision = excluded.revision",
      {d.id, d.name, std::int64_t{d.active}, d.revision});
}

std::vector<Person> people(Transaction& tx) {
  std::vector<Person> found;
  for (const Row row : tx.run("SELECT " + text(kPersonColumns) + " FROM person ORDER BY login"))
    found.push_back(person_of(row));
  for (const Row row :
       tx.run("SELECT login, role, department FROM person_role ORDER BY login, role, department")) {
    const auto at = std::lower_bound(found.begin(), found.end(), row.text(0),
                                     [](const Person& p, std::string_view login) { return p.login < login; });
    if (at != found.end() && at->login == row.text(0))
      at->grants.push_back({text(row.text(1)), text(row.text(2))});
  }
  return found;
}

std::optional<Person> find_person(Transaction& tx, std::string_view login) {
  const Rows rows = tx.run("SELECT " + text(kPersonColumns) + " FROM person WHERE login = $1", {text(login)});
  if (rows.empty()) return {};
  Person person = person_of(rows.front());
  for (const Row row :
       tx.run("SELECT role, department FROM person_role WHERE login = $1 ORDER BY role, department",
              {text(login)}))
    person.grants.push_back({text(row.text(0)), text(row.text(1))});
  return person;
}

bool anybody(Transaction& tx) { return !tx.run("SELECT login FROM person LIMIT 1").empty(); }

void put(Transaction& tx, const Person& p) {
  tx.run("INSERT INTO person (" + text(kPersonColumns) +
             ") VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (login) DO UPDATE SET name = excluded.name, "
             "department = "
             "excluded.department, password = excluded.password, active = excluded.active, revision = "
             "excluded.revision",
         {p.login, p.name, p.department, p.password, std::int64_t{p.active}, ms(p.created), p.revision});
  tx.run("DELETE FROM person_role WHERE login = $1", {p.login});
  for (const Grant& grant : p.grants)
    tx.run("INSERT INTO person_role (login, role, department) VALUES ($1, $2, $3)",
           {p.login, grant.role, grant.department});
}

}  // namespace midyear::people
