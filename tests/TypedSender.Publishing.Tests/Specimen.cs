namespace TypedSender.Publishing.Tests;

/// <summary>What must not be written: the linker puts the constants in place of the calls, and the method grows behind its branches' backs.</summary>
internal static class Specimen
{
    public static ulong First => 0x0000_1234_0000_0001;

    public static ulong Second => 0x0000_1234_0000_0002;

    public static ulong Choose(bool first) => first ? First : Second;
}
