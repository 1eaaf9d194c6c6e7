#pragma once

// People, departments and tokens as the API tells them. Never a password, nor its hash.

#include "base/json.h"
#include "people/accounts.h"

namespace midyear::desk {

void write_person(const people::Person& person, base::JsonWriter& json);  // members of an open object
void write_department(const people::Department& department, base::JsonWriter& json);
void write_token(const people::Token& token, base::JsonWriter& json);  // members of an open object

}  // namespace midyear::desk
