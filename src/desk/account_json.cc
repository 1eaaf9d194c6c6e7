#include "desk/account_json.h"

namespace midyear::desk {

void write_person(const people::Person& person, base::JsonWriter& json) {
  json.key("login").string(person.login);
  json.key("name").string(person.name);
  json.key("department").string(person.department);
  json.key("active").boolean(person.active);
  json.key("password_set").boolean(!person.password.empty());
  json.key("created").integer(person.created.time_since_epoch().count());
  json.key("revision").integer(person.revision);
  json.key("roles").begin_array();
  for (const people::Grant& grant : person.grants) {
    json.begin_object();
    json.key("role").string(grant.role);
    json.key("department").string(grant.department);
    json.end_object();
  }
  json.end_array();
}

void write_department(const people::Department& department, base::JsonWriter& json) {
  json.begin_object();
  json.key("id").string(department.id);
  json.key("name").string(department.name);
  json.key("active").boolean(department.active);
  json.key("revision").integer(department.revision);
  json.end_object();
}

void write_token(const people::Token& token, base::JsonWriter& json) {
  json.key("id").string(token.id);
  json.key("login").string(token.login);
  json.key("name").string(token.name);
  json.key("rights").begin_array();
  for (const std::string& right : token.rights) json.string(right);
  json.end_array();
  json.key("created").integer(token.created.time_since_epoch().count());
  json.key("expires").integer(token.expires.time_since_epoch().count());
}

}  // namespace midyear::desk
