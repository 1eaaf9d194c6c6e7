# A room is a folder src/<room> built as the static library midyear_<room>, with its tests in tests/<room>.

function(midyear_warnings target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wconversion -Wshadow $<$<CXX_COMPILER_ID:GNU>:-Werror>)
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(${target} PRIVATE -Wno-restrict)  # false alarms on std::string: GCC bug 105651
  endif()
endfunction()

function(midyear_library name sources)
  if(NOT sources)
    add_library(midyear_${name} INTERFACE)
    set(scope INTERFACE)
  else()
    add_library(midyear_${name} STATIC ${sources})
    midyear_warnings(midyear_${name})
    set(scope PUBLIC)
  endif()
  target_include_directories(midyear_${name} ${scope} ${PROJECT_SOURCE_DIR}/src)
  foreach(dependency ${ARGN})
    target_link_libraries(midyear_${name} ${scope} midyear_${dependency})
  endforeach()
endfunction()

function(midyear_room name)
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${name}/*.cc)
  midyear_library(${name} "${sources}" ${ARGN})
endfunction()

# Compiles the files of a folder that match the patterns (default *.tsv) into midyear_<room> as
# midyear::base::embedded_<name>() (base/embedded.h).
function(midyear_embed room name folder)
  set(patterns ${ARGN})
  if(NOT patterns)
    set(patterns *.tsv)
  endif()
  list(TRANSFORM patterns PREPEND ${folder}/)
  file(GLOB files CONFIGURE_DEPENDS ${patterns})
  set(out ${CMAKE_BINARY_DIR}/generated/embedded_${name}.cc)
  add_custom_command(
    OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DOUT=${out} -DNAME=${name} "-DFILES=${files}" -DFOLDER=${folder} -P ${PROJECT_SOURCE_DIR}/cmake/Embed.cmake
    DEPENDS ${files} ${PROJECT_SOURCE_DIR}/cmake/Embed.cmake
    COMMENT "Embedding ${name}"
    VERBATIM)
  target_sources(midyear_${room} PRIVATE ${out})
endfunction()

# More arguments are properties of the tests: FIXTURES_REQUIRED x ENVIRONMENT a=b.
function(midyear_tests room)
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/${room}/*.cc)
  if(sources)
    add_executable(${room}_tests ${sources})
    target_link_libraries(${room}_tests PRIVATE midyear_${room} GTest::gtest_main)
    target_include_directories(${room}_tests PRIVATE ${PROJECT_SOURCE_DIR}/tests)
    target_compile_definitions(${room}_tests PRIVATE MIDYEAR_SOURCE_DIR="${PROJECT_SOURCE_DIR}" MIDYEAR_BINARY="${CMAKE_BINARY_DIR}/midyear")
    midyear_warnings(${room}_tests)
    if(MIDYEAR_SANITIZE)  # one process for all: starting up costs more than the tests
      string(REGEX REPLACE "[^a-z].*" "" sanitizer ${MIDYEAR_SANITIZE})
      add_test(NAME ${sanitizer}.${room}_tests COMMAND ${room}_tests)
      set_tests_properties(${sanitizer}.${room}_tests PROPERTIES LABELS ${sanitizer} ${ARGN})
    else()
      gtest_discover_tests(${room}_tests DISCOVERY_TIMEOUT 60 PROPERTIES LABELS ${room} ${ARGN})
    endif()
  endif()
endfunction()

# reading::version() from everything that decides what a report is read as.
function(midyear_reader_version)
  set(patterns ${PROJECT_SOURCE_DIR}/lexicon/*.tsv)
  foreach(room base quantity text reading)
    list(APPEND patterns ${PROJECT_SOURCE_DIR}/src/${room}/*.h ${PROJECT_SOURCE_DIR}/src/${room}/*.cc)
  endforeach()
  file(GLOB files CONFIGURE_DEPENDS ${patterns})
  set(out ${CMAKE_BINARY_DIR}/generated/reader_version.cc)
  add_custom_command(
    OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DOUT=${out} "-DFILES=${files}" -DFOLDER=${PROJECT_SOURCE_DIR} -P ${PROJECT_SOURCE_DIR}/cmake/ReaderVersion.cmake
    DEPENDS ${files} ${PROJECT_SOURCE_DIR}/cmake/ReaderVersion.cmake
    COMMENT "Hashing the reader"
    VERBATIM)
  target_sources(midyear_reading PRIVATE ${out})
endfunction()
