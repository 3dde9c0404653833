using System.Reflection.Metadata;
using Xunit;

namespace TypedSender.Publishing.Tests;

/// <summary>The check of branches itself, on bodies written by hand.</summary>
public class InstructionsTests
{
    [Theory]
    [InlineData("2B00 2A", null)]                                                       // br.s to the next
    [InlineData("2BFE", null)]                                                          // br.s to itself
    [InlineData("3801000000 00 2A", null)]                                              // br over a nop
    [InlineData("16 4502000000 01000000 00000000 00 2A", null)]                         // switch
    [InlineData("FE0E0100 2A", null)]                                                   // stloc, of two bytes and two
    [InlineData("2B01 210000000000000000 26 2A", "the branch at 0000 leads to 0003")]   // br.s into ldc.i8
    [InlineData("2BFD 2A", "the branch at 0000 leads to ffffffff")]                         // br.s out of the body
    [InlineData("16 4501000000 03000000 00 2A", "the branch at 0001 leads to 000d")]    // switch out of the body
    [InlineData("2A 24", "0001 is no instruction: 24")]
    public void A_branch_leads_to_an_instruction(string body, string? fault) => Assert.Equal(fault, Check(body).Fault);

    [Fact]
    public void Constants_of_eight_bytes_are_counted() => Assert.Equal(2, Check("210000000000000000 26 16 26 230000000000000000 26 2A").WideConstants);

    private static unsafe (int WideConstants, string? Fault) Check(string body)
    {
        byte[] bytes = Convert.FromHexString(body.Replace(" ", ""));
        fixed (byte* start = bytes)
        {
            BlobReader reader = new(start, bytes.Length);
            return Instructions.Check(ref reader);
        }
    }
}
