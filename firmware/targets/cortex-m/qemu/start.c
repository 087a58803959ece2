/* Reset code for QEMU's mps2-an386 board (Cortex-M4F), and its clock. Standard input and output are semihosting. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

extern uint32_t load_data[], data_begin[], data_end[], bss_begin[], bss_end[], stack_top[];
extern int main(void);
extern void initialise_monitor_handles(void);

/* CMSDK APB timer 0 of the board, 25 MHz: Arm DAI0386 "Application Note AN386", memory map. */
#define TIMER ((volatile uint32_t*)0x40000000)
#define SCB_CPACR (*(volatile uint32_t*)0xE000ED88)

void reset(void)
{
  SCB_CPACR |= 0xFu << 20; /* full access to the floating point unit: newlib's printf uses it */
  __asm volatile("dsb\n isb");
  memcpy(data_begin, load_data, (char*)data_end - (char*)data_begin);
  memset(bss_begin, 0, (char*)bss_end - (char*)bss_begin);
  TIMER[2] = 0xffffffff;
  TIMER[1] = 0xffffffff;
  TIMER[0] = 1;
  initialise_monitor_handles();
  exit(main());
}

/* SYS_EXIT with ADP_Stopped_RunTimeErrorUnknown: a fault ends the emulator with an exit code, it never hangs. */
static void fault(void)
{
  __asm volatile("movs r0,#0x18\n ldr r1,=0x20023\n bkpt 0xab");
  for (;;) {
  }
}

__attribute__((section(".vectors"), used)) static void* const vectors[16] = {
  stack_top, (void*)reset, (void*)fault, (void*)fault, (void*)fault, (void*)fault, (void*)fault
};

/* Under -icount shift=0 an instruction takes 1 ns, so a tick of this clock is 40 instructions. */
uint32_t ticks(void) { return 0xffffffffu - TIMER[1]; }
void _init(void) {}
void _fini(void) {}
