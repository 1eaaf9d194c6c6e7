#pragma once

#include <string>

#include "base/json_value.h"
#include "desk/attachment.h"

namespace midyear::desk {

struct Fields {
  std::string json = "{}";  // as they are kept
  int count = 0;
  bool year = false;
};

// The fields that a person sets of a record, checked: only those that the kind has, each of its type. Numbers
// are kept as they were written. Throws JsonFault.
Fields parse_fields(RecordKind kind, const base::JsonValue& fields);

}  // namespace midyear::desk
