# A private PostgreSQL for the tests of some rooms: started once before the first of them in a run of ctest, stopped after the
# last. They find its address in the file that MIDYEAR_POSTGRESQL_FILE names (tests/store/engines.h reads it).
set(MIDYEAR_POSTGRESQL_FILE ${CMAKE_BINARY_DIR}/postgresql.url)

function(midyear_postgresql_server)
  string(REGEX REPLACE "[^a-z].*" "" prefix "${MIDYEAR_SANITIZE}")
  set(name postgresql)
  if(prefix)
    set(name ${prefix}.postgresql)
  endif()
  foreach(command start stop)
    add_test(NAME ${name}.${command} COMMAND bash ${PROJECT_SOURCE_DIR}/tests/store/postgresql.sh ${command} ${MIDYEAR_POSTGRESQL_FILE})
  endforeach()
  set_tests_properties(${name}.start PROPERTIES FIXTURES_SETUP ${name})
  set_tests_properties(${name}.stop PROPERTIES FIXTURES_CLEANUP ${name})
  set(MIDYEAR_POSTGRESQL_FIXTURE ${name} PARENT_SCOPE)
endfunction()
