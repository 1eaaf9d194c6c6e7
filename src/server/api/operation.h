#pragma once

// What whoever keeps the machine asks of a running server, through its local socket only:
//   POST /operation/backup {"to": "/absolute/folder"} -> {folder, at, rows_bytes, blobs, blob_bytes}
//   POST /operation/verify                            -> {findings: [{what, detail}]}
// Others get 403 local_only. Between the command and the server of one build, so outside /api/v1 and its
// description.

#include <vector>

#include "server/router.h"
#include "store/backup.h"

namespace midyear::server {

// `store` must outlive the router.
void add_operation_routes(Router& router, store::Store& store, std::vector<store::VerifyHook> hooks);

}  // namespace midyear::server
