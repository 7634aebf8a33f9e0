<#-- dependencyMap: from each library (its Maven project) to the names of its licences. -->
The libraries in lib/ and their licences. Where a library names several, it may be used under any one of them.

<#list dependencyMap as entry>
<#assign library = entry.getKey()/>
${library.artifactId}-${library.version}.jar: ${entry.getValue()?join(" or ")}
    ${library.groupId}, ${library.url!"no address given"}
</#list>

Inside registration-http's jar, beside their licences, among the files of the page:

oauth4webapi.js: MIT
lean-qr.mjs: MIT
