; The installer for Windows 10 and 11 (64 bit), for one user and without administrator's rights; it is compiled on Windows
; or on Linux:   makensis .ci\packing\windows\haishu-desk.nsi   after   python start.py build
; (another folder than dist\haishu-desk: -DSOURCE=folder; another name than dist\...: -DOUTPUT=file)
;
; Silent:        haishu-desk-setup.exe /S [/D=folder]      silent removal: uninstall.exe /S
; Exit status:   0 done, 1 broken off by the user, 2 the program is running or the system does not fit
; An upgrade goes over what is there. Removing leaves what users wrote: it lies in %LOCALAPPDATA%\haishu_desk.
; This file begins with a byte order mark: without it makensis would read it in the code page of the computer.

Unicode true
SetCompressor /SOLID lzma
RequestExecutionLevel user
ManifestDPIAware true
!include "MUI2.nsh"
!include "WinVer.nsh"
!include "x64.nsh"

!define NAME "海曙规划监测"
!define PROGRAM "haishu-desk"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${PROGRAM}"
!ifndef SOURCE
  !define SOURCE "..\..\..\dist\haishu-desk"
!endif
!searchparse /file "..\..\..\haishu_desk\__init__.py" `__version__ = "` VERSION `"`
!ifndef OUTPUT
  !define OUTPUT "..\..\..\dist\haishu-desk-${VERSION}-setup.exe"
!endif

Name "${NAME}"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\${PROGRAM}"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"
BrandingText "${NAME} ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=2052 "ProductName" "${NAME}"
VIAddVersionKey /LANG=2052 "FileDescription" "${NAME} 安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "haishu_desk authors, MIT"

!define MUI_ICON "haishu-desk.ico"
!define MUI_UNICON "haishu-desk.ico"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}-window.exe"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

; A program that runs cannot be overwritten: half of it would be old, half new.
!macro WaitUntilClosed PREFIX
Function ${PREFIX}WaitUntilClosed
  again:
    ClearErrors
    IfFileExists "$INSTDIR\${PROGRAM}-window.exe" 0 +3
    FileOpen $0 "$INSTDIR\${PROGRAM}-window.exe" a
    FileClose $0
    IfErrors busy
    IfFileExists "$INSTDIR\${PROGRAM}.exe" 0 +3
    FileOpen $0 "$INSTDIR\${PROGRAM}.exe" a
    FileClose $0
    IfErrors busy closed
  busy:
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${NAME}正在运行。请先关闭它，再点“重试”。" /SD IDCANCEL IDRETRY again
    SetErrorLevel 2
    Quit
  closed:
FunctionEnd
!macroend
!insertmacro WaitUntilClosed ""
!insertmacro WaitUntilClosed "un."

Function .onInit
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "${NAME}需要 64 位的 Windows 10 或 Windows 11。" /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
FunctionEnd

Section
  Call WaitUntilClosed
  ; Files of the version before that this one no longer has would stay in the way.
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licences"
  SetOutPath "$INSTDIR"
  File /r "${SOURCE}\*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${PROGRAM}-window.exe"
  CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\${PROGRAM}-window.exe"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\${PROGRAM}-window.exe"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
SectionEnd

Section "Uninstall"
  Call un.WaitUntilClosed
  ; By name and not the whole folder: somebody may have put a file of their own beside the program.
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\${PROGRAM}.exe"
  Delete "$INSTDIR\${PROGRAM}-window.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$DESKTOP\${NAME}.lnk"
  DeleteRegKey HKCU "${UNINSTALL}"
SectionEnd
