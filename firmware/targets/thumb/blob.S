/* The blob as data. */
  .section .rodata
  .align 2
  .global blob_begin, blob_end
blob_begin:
  .incbin BLOB
blob_end:
  .align 2
