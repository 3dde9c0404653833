namespace TypedSender.Generators.Tests.Baselines;

/// <summary>Enums, addresses, and what is wrong with the files themselves.</summary>
public class BaselineFileTests
{
    private const string Door = "[AmqpContract] public sealed partial record Door([property: AmqpEnumAsString] State State);";
    private const string DoorLines = "Shop.Door: map\nShop.Door/\"State\": string(enum Shop.State)\n";
    private const string Gate = "[AmqpContract] public sealed partial record Gate(State State);";
    private const string GateLines = "Shop.Gate: map\nShop.Gate/\"State\": int(enum Shop.State)\n";

    [Fact]
    public async Task A_name_that_travels_is_kept()
        => Assert.Equal(
            [
                "TSND0809|State|'Shop.State', which 'Shop.Door' carries by name, was shipped with \"Shut\" and no longer has it: readers that know the name do not know what stands in its place; keep the name",
                "TSND0810|Closed|'Closed' of 'Shop.State' is not in AmqpContracts.Unshipped.txt: write the line enum Shop.State/\"Closed\"",
            ],
            await BaselineRun.OfAsync("public enum State { Open, Closed } " + Door, DoorLines + "enum Shop.State/\"Open\"\nenum Shop.State/\"Shut\"", string.Empty));

    [Fact]
    public async Task A_number_that_travels_keeps_its_meaning()
        => Assert.Equal(
            [
                "TSND0809|Ajar|'Shop.State', which 'Shop.Gate' carries by number, was shipped with 1 for 'Shut' and now has it for 'Ajar': readers take it for 'Shut'; restore the number, or, if only the C# name changed, write the new name into the file",
                "TSND0810|Shut|'Shut' of 'Shop.State' is not in AmqpContracts.Unshipped.txt: write the line enum Shop.State/2: Shut",
            ],
            await BaselineRun.OfAsync("public enum State { Open, Ajar, Shut } " + Gate, GateLines + "enum Shop.State/0: Open\nenum Shop.State/1: Shut", string.Empty));

    [Fact]
    public async Task A_number_that_is_no_longer_sent_stays_taken()
        => Assert.Empty(await BaselineRun.OfAsync("public enum State { Open } " + Gate, GateLines + "enum Shop.State/0: Open\nenum Shop.State/1: Shut", string.Empty));

    [Fact]
    public async Task An_enum_by_number_instead_of_by_name_is_another_type()
        => Assert.StartsWith(
            "TSND0804|State|'State' of 'Shop.Gate' was shipped as 'string(enum Shop.State)' and is now 'int(enum Shop.State)'",
            Assert.Single(
                await BaselineRun.OfAsync("public enum State { Open } " + Gate, "Shop.Gate: map\nShop.Gate/\"State\": string(enum Shop.State)\nenum Shop.State/\"Open\"", "enum Shop.State/0: Open")),
            StringComparison.Ordinal);

    [Fact]
    public async Task An_enum_of_two_contracts_is_reported_once()
        => Assert.Single(await BaselineRun.OfAsync(
            "public enum State { Open, Ajar } " + Gate + Gate.Replace("Gate", "Wicket", StringComparison.Ordinal),
            GateLines + GateLines.Replace("Gate", "Wicket", StringComparison.Ordinal) + "enum Shop.State/0: Open",
            string.Empty));

    [Fact]
    public async Task An_address_that_is_gone_is_reported_in_the_file()
        => Assert.Equal(
            [
                "TSND0810|\"portals\"|What 'Shop.IGates' sends to \"portals\" is not in AmqpContracts.Unshipped.txt: write the line \"portals\": Shop.Gate",
                "TSND0811|AmqpContracts.Shipped.txt(5,1)|No sender of this assembly sends 'Shop.Gate' to the address \"gates\", which was shipped: readers of that address wait in vain; put it back, or remove the line when the last of them is gone",
            ],
            await BaselineRun.OfAsync(
                "public enum State { Open } " + Gate + " [AmqpSender(\"portals\")] public partial interface IGates { ValueTask SendAsync(Gate gate); }",
                GateLines + "enum Shop.State/0: Open\n\n\"gates\": Shop.Gate",
                string.Empty));

    [Fact]
    public async Task A_line_that_is_none_is_reported_with_its_place()
        => Assert.Equal(
            [
                "TSND0812|AmqpContracts.Shipped.txt(1,3)|'Shop.Order' in AmqpContracts.Shipped.txt is no line of a baseline: ': ' and what follows it are missing",
                "TSND0812|AmqpContracts.Shipped.txt(2,1)|'Shop.Order/total: int' in AmqpContracts.Shipped.txt is no line of a baseline: 'total' is no place: write a name in quotation marks, the number of a field, or a section's field such as message-id or application-property \"key\"",
                "TSND0812|AmqpContracts.Shipped.txt(3,1)|'enum Shop.State/Open' in AmqpContracts.Shipped.txt is no line of a baseline: 'Open' is no number and no name in quotation marks",
                "TSND0812|AmqpContracts.Unshipped.txt(1,1)|'\"gates' in AmqpContracts.Unshipped.txt is no line of a baseline: the address does not end with a quotation mark",
                "TSND0812|AmqpContracts.Unshipped.txt(3,1)|'/\"x\": int' in AmqpContracts.Unshipped.txt is no line of a baseline: a name is missing",
            ],
            await BaselineRun.OfAsync("class Empty;", "  Shop.Order\nShop.Order/total: int\r\nenum Shop.State/Open\n", "\"gates\n# fine\n/\"x\": int"));

    [Fact]
    public async Task A_line_that_stands_twice_is_reported_with_the_first()
        => Assert.Equal(
            [
                "TSND0813|AmqpContracts.Shipped.txt(3,1)|'Shop.A/\"X\"' stands in the baseline already, as 'Shop.A/\"X\": int' in AmqpContracts.Shipped.txt(2): remove one of the lines",
                "TSND0813|AmqpContracts.Unshipped.txt(1,1)|'Shop.A' stands in the baseline already, as 'Shop.A: map' in AmqpContracts.Shipped.txt(1): remove one of the lines",
            ],
            await BaselineRun.OfAsync("[AmqpContract] public sealed partial record A(int X);", "Shop.A: map\nShop.A/\"X\": int\nShop.A/\"X\": long", "Shop.A: list"));

    [Fact]
    public async Task A_line_that_was_never_shipped_and_is_not_true_is_reported()
        => Assert.Equal(
            ["TSND0814|AmqpContracts.Unshipped.txt(2,1)|'Shop.A/\"Y\": int?' says nothing of the contracts as they are now, and was never shipped: remove the line"],
            await BaselineRun.OfAsync("[AmqpContract] public sealed partial record A();", "Shop.A: map", "\nShop.A/\"Y\": int?"));

    [Fact]
    public async Task A_line_that_was_never_shipped_may_change()
        => Assert.Equal(
            ["TSND0810|X|'X' of 'Shop.A' is otherwise in AmqpContracts.Unshipped.txt: write the line Shop.A/\"X\": long"],
            await BaselineRun.OfAsync("[AmqpContract] public sealed partial record A(long X);", string.Empty, "Shop.A: map\nShop.A/\"X\": int"));
}
