@echo off
rem Starts the app from wherever it was unpacked, with the jars in its folder adapters; JAVA_HOME and JAVA_OPTS are heeded.
setlocal
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
"%JAVA%" --enable-native-access=ALL-UNNAMED %JAVA_OPTS% -cp "%~dp0..\registration-app.jar;%~dp0..\adapters\*" io.deviceregistration.app.Main %*
