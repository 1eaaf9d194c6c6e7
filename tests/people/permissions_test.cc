// The table of rights: sound in itself, and what docs/permissions.md says.

#include "people/permissions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "people/password.h"

namespace midyear::people {
namespace {

TEST(Permissions, TheTableIsSound) {
  std::set<std::string_view> operations, routes, names;
  std::string_view before;
  for (const Right& right : rights()) {
    EXPECT_LT(before, right.name) << "sorted, each once";
    before = right.name;
    for (const auto* list : {&right.roles, &right.operations, &right.routes})
      EXPECT_TRUE(std::is_sorted(list->begin(), list->end())) << right.name;
    for (const std::string_view role : right.roles) EXPECT_NE(find_role(role), nullptr) << role;
    for (const std::string_view operation : right.operations)
      EXPECT_TRUE(operations.insert(operation).second) << operation << " stands twice";
    for (const std::string_view route : right.routes)
      EXPECT_TRUE(routes.insert(route).second) << route << " stands twice";
    const bool by_role = right.scope == Right::Scope::zone || right.scope == Right::Scope::department;
    EXPECT_EQ(by_role, !right.roles.empty()) << right.name;
    EXPECT_FALSE(right.chinese.empty() || right.english.empty()) << right.name;
  }
  for (const Role& role : roles()) {
    EXPECT_TRUE(names.insert(role.name).second) << role.name;
    EXPECT_TRUE(std::any_of(rights().begin(), rights().end(),
                            [&](const Right& right) {
                              return std::find(right.roles.begin(), right.roles.end(), role.name) !=
                                     right.roles.end();
                            }))
        << role.name << " may nothing";
  }
}

// Nobody who administers the desk sees or changes what the office works on, and the other way round.
TEST(Permissions, OfficesAreApart) {
  for (const Right& right : rights()) {
    bool office = false, work = false;
    for (const std::string_view role : right.roles)
      (find_role(role)->kind == Role::Kind::office ? office : work) = true;
    EXPECT_FALSE(office && work) << right.name;
  }
  EXPECT_EQ(fault_of(std::vector<Grant>{{"system", ""}, {"security", ""}}), "office");
  EXPECT_EQ(fault_of(std::vector<Grant>{{"audit", ""}, {"reader", ""}}), "office");
  EXPECT_EQ(fault_of(std::vector<Grant>{{"audit", "d1"}}), "department");
  EXPECT_EQ(fault_of(std::vector<Grant>{{"enterprise_figures", "d1"}}), "department");
  EXPECT_EQ(fault_of(std::vector<Grant>{{"nobody", ""}}), "role");
  EXPECT_EQ(fault_of(std::vector<Grant>{{"reader", ""}, {"statistician", "d1"}, {"enterprise_figures", ""}}),
            std::nullopt);
}

TEST(Permissions, AGrantForADepartmentHoldsThere) {
  const Right& change = *find_right("reports.change");
  const Right& see = *find_right("reports.see");
  const Rights rights(std::vector<Grant>{{"statistician", "d1"}});
  EXPECT_TRUE(rights.in(change, "d1"));
  EXPECT_FALSE(rights.in(change, "d2"));
  EXPECT_FALSE(rights.in(change, ""));
  EXPECT_FALSE(rights.everywhere(change));
  EXPECT_TRUE(rights.somewhere(change));
  EXPECT_TRUE(rights.everywhere(see)) << "a right of the zone is not limited by it";
  const Rights token(std::vector<Grant>{{"statistician", ""}}, std::vector<std::string>{"reports.see"});
  EXPECT_TRUE(token.everywhere(see));
  EXPECT_FALSE(token.somewhere(change));
  EXPECT_FALSE(token.somewhere(*find_right("self.change")));
  EXPECT_FALSE(Rights().somewhere(see));
  EXPECT_TRUE(Rights().somewhere(*find_right("desk.enter")));
}

std::string table() {
  std::ostringstream out;
  out << "| 权限 | Right | 范围 |";
  for (const Role& role : roles()) out << ' ' << role.chinese << " |";
  out << "\n|---|---|---|";
  for (std::size_t i = 0; i < roles().size(); ++i) out << "---|";
  constexpr std::string_view kScopes[] = {"人人", "本人", "全区", "可限部门"};
  for (const Right& right : rights()) {
    out << "\n| " << right.chinese << " | " << right.english << " (`" << right.name << "`) | "
        << kScopes[static_cast<std::size_t>(right.scope)] << " |";
    for (const Role& role : roles()) {
      const bool may = right.roles.empty() ||
                       std::find(right.roles.begin(), right.roles.end(), role.name) != right.roles.end();
      out << (may ? " ✓ |" : "  |");
    }
  }
  out << '\n';
  return out.str();
}

TEST(Permissions, TheDocumentationIsTheTable) {
  std::ifstream file(MIDYEAR_SOURCE_DIR "/docs/permissions.md");
  std::stringstream text;
  text << file.rdbuf();
  EXPECT_NE(text.str().find(table()), std::string::npos) << "docs/permissions.md has to hold:\n" << table();
}

TEST(Passwords, AreHashedAndRefused) {
  const std::string hash = hash_password("yuntao-lvxing-7");
  EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$")) << hash;
  EXPECT_NE(hash, hash_password("yuntao-lvxing-7")) << "each with its own salt";
  EXPECT_TRUE(check_password(hash, "yuntao-lvxing-7"));
  EXPECT_FALSE(check_password(hash, "yuntao-lvxing-8"));
  EXPECT_FALSE(check_password("", "yuntao-lvxing-7"));
  EXPECT_FALSE(check_password("", ""));
  const std::map<std::string, std::string_view> cases = {
      {"yuntao-lvxing-7", ""},        {"春风又绿江南岸明月何时", ""}, {"short", "short"},
      {"春风又绿江南岸", "short"},    {"aaaaaaaaaaaa", "common"},     {"1234567890", "common"},
      {"0987654321", "common"},       {"Password2026!", "common"},    {"xZhang.Weix99", "name"},
      {"qwertyuiop12", "common"},     {"Admin@123456", "common"},     {"passwords are for horses", ""},
      {std::string(257, 'a'), "long"}};
  for (const auto& [password, fault] : cases)
    EXPECT_EQ(fault_of_password(password, "zhang.wei"), fault) << password;
}

}  // namespace
}  // namespace midyear::people
