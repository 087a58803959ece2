/* The byte code in flash. */
  .section .rodata
  .align 2
  .global script_begin
script_begin:
  .incbin SCRIPT
  .align 2
