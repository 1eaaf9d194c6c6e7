#pragma once

#include <string>

namespace midyear::store::kill {

// Writes to the store until it is killed: two threads add papers and remove some again, one does jobs, one
// sweeps blobs and looks whether anything half-done can be seen. What is done is said on standard output, a
// line each, after the commit: "+ name", "- name", "= name" (a job); "! fault" where something is seen that
// must not be. Returns where the store fails.
int run_writer(const std::string& place, const std::string& round);

}  // namespace midyear::store::kill
