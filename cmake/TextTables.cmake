# Tables of characters for src/text, made from the dictionaries of OpenCC (packages opencc, libopencc-data) and the
# readings of Unihan (package unicode-data, read with bzip2), and counts of words (package rime-essay).

find_program(OPENCC_DICT opencc_dict REQUIRED)
find_program(BZIP2 bzip2 REQUIRED)
set(OPENCC_DATA /usr/share/opencc CACHE PATH "Folder of OpenCC's dictionaries (.ocd2)")
set(UNIHAN_READINGS /usr/share/unicode/Unihan_Readings.txt.bz2 CACHE FILEPATH "Unihan_Readings.txt, compressed with bzip2")

set(RIME_ESSAY /usr/share/rime-data/essay.txt CACHE FILEPATH "Words with counts: word, tab, count")

add_executable(make_text_tables ${PROJECT_SOURCE_DIR}/src/text/tables/make_tables.cc)
midyear_warnings(make_text_tables)
find_package(ICU REQUIRED COMPONENTS uc i18n)
target_link_libraries(make_text_tables PRIVATE ICU::uc)

set(folder ${CMAKE_BINARY_DIR}/generated/text)
file(MAKE_DIRECTORY ${folder})
set(dictionaries "")
foreach(name TSCharacters TSPhrases)
  add_custom_command(
    OUTPUT ${folder}/${name}.txt
    COMMAND ${OPENCC_DICT} -i ${OPENCC_DATA}/${name}.ocd2 -f ocd2 -o ${folder}/${name}.txt -t text
    DEPENDS ${OPENCC_DATA}/${name}.ocd2
    COMMENT "Unpacking OpenCC's ${name}")
  list(APPEND dictionaries ${folder}/${name}.txt)
endforeach()
add_custom_command(
  OUTPUT ${folder}/Unihan_Readings.txt
  COMMAND ${BZIP2} -dc ${UNIHAN_READINGS} > ${folder}/Unihan_Readings.txt
  DEPENDS ${UNIHAN_READINGS}
  COMMENT "Unpacking Unihan's readings")
set(inputs ${dictionaries} ${folder}/Unihan_Readings.txt ${RIME_ESSAY} ${PROJECT_SOURCE_DIR}/lexicon/report_words.tsv)
add_custom_command(
  OUTPUT ${folder}/tables.cc
  COMMAND make_text_tables ${folder}/tables.cc ${inputs}
  DEPENDS make_text_tables ${inputs}
  COMMENT "Making the tables of characters")
target_sources(midyear_text PRIVATE ${folder}/tables.cc)
target_link_libraries(midyear_text PUBLIC ICU::uc)
