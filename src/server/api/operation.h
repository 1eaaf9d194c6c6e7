#pragma once

// What whoever keeps the machine asks of a running server, through its local socket only:
//   POST /operation/backup {"to": "/absolute/folder"} -> {folder, at, rows_bytes, blobs, blob_bytes}
//   POST /operation/verify {"notes": [{"sequence": 7, "hash": "…"}]} -> {findings: [{what, detail}]}
//     (notes of the audit log's head, kept outside; the body may be left out)
//   POST /operation/people/sample -> {people: [{login, name, department, role, password}]}: a zone made up
//   POST /operation/people/{login}/reset -> the person with the "key" of a link that sets a password
// Others get 403 local_only. Between the command and the server of one build, so outside /api/v1 and its
// description.

#include "desk/desk.h"
#include "server/router.h"

namespace midyear::server {

// `desk` must outlive the router.
void add_operation_routes(Router& router, desk::Desk& desk);

}  // namespace midyear::server
