# Compiler flags of the presets asan, tsan, fuzz and coverage; they hold for every target of this build tree.
set(MIDYEAR_SANITIZE "" CACHE STRING "Sanitizers, as in -fsanitize=: address,undefined or thread")
option(MIDYEAR_FUZZ "Build the fuzz targets with libFuzzer (clang)" OFF)
option(MIDYEAR_COVERAGE "Count which lines the tests reach" OFF)

if(MIDYEAR_SANITIZE)
  # g++ warns of uninitialized values in its own <regex> once a sanitizer rewrites the code; its manual says so.
  set(flags -fsanitize=${MIDYEAR_SANITIZE} -fno-omit-frame-pointer -Wno-error=maybe-uninitialized)
  if(MIDYEAR_SANITIZE MATCHES undefined)
    list(APPEND flags -fno-sanitize-recover=undefined)
  endif()
  if(MIDYEAR_SANITIZE STREQUAL thread)
    # Asio guards its counters with atomic_thread_fence, which g++ warns that the sanitizer does not see. The
    # fences are Asio's alone; what it could miss is an ordering, which it then reports, never hides.
    list(APPEND flags -Wno-tsan)
  endif()
  add_compile_options(${flags})
  add_link_options(${flags})
endif()
if(MIDYEAR_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(MIDYEAR_COVERAGE)
  add_compile_options(--coverage -fprofile-update=atomic)
  add_link_options(--coverage)
endif()
