#pragma once

// The files of the web, read once into memory and compressed there.

#include <string>

#include "base/result.h"
#include "server/router.h"

namespace midyear::server {

// A handler for Router::fallback: GET of a path gives the file of that name; a path that is no file and looks
// like a page of the app ("/read/…", no dot in its last segment, not under /api) gives index.html. Files
// under "assets/" carry a hash in their name and are kept by browsers for a year, all others are asked for
// again with their ETag. Sub-folders are taken, links and names that begin with a dot are not. Errors:
// web_missing where the folder holds no index.html; too_large over 64 MB in all.
base::Result<Handler> serve_folder(const std::string& folder);

}  // namespace midyear::server
